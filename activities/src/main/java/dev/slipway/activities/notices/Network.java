package dev.slipway.activities.notices;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** Where an IP address is, as far as that decides whether notices may be sent there. */
enum Network {
  /** Anywhere on the internet. */
  PUBLIC,
  /** On this machine or in a private network. */
  PRIVATE,
  /** Of one link (where clouds serve credentials), of many hosts, or of none. */
  SPECIAL;

  /** As in IANA's registries of special-purpose addresses. */
  private static final List<Block> PRIVATE_BLOCKS =
      blocks(
          "127.0.0.0/8",
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "100.64.0.0/10",
          "::1/128",
          "fc00::/7");

  private static final List<Block> SPECIAL_BLOCKS =
      blocks(
          "0.0.0.0/8",
          "169.254.0.0/16",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3",
          // Where AWS and Alibaba serve credentials, within blocks that are private otherwise.
          "fd00:ec2::/32",
          "100.100.100.200/32",
          "2001::/23",
          "2001:db8::/32",
          "2002::/16");

  /** Outside of it, IPv6 has no addresses of single hosts on the internet. */
  private static final Block GLOBAL_IPV6 = Block.of("2000::/3");

  /** Where it is. An IPv4 address in the form of IPv6 has become one of IPv4 when Java made it. */
  static Network of(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (SPECIAL_BLOCKS.stream().anyMatch(block -> block.has(bytes))) {
      return SPECIAL;
    }
    if (PRIVATE_BLOCKS.stream().anyMatch(block -> block.has(bytes))) {
      return PRIVATE;
    }
    return bytes.length == 4 || GLOBAL_IPV6.has(bytes) ? PUBLIC : SPECIAL;
  }

  private static List<Block> blocks(String... texts) {
    return Arrays.stream(texts).map(Block::of).toList();
  }

  /** Addresses with the same first bits. */
  private record Block(InetAddress first, int bits) {
    static Block of(String text) {
      int slash = text.indexOf('/');
      return new Block(
          InetAddress.ofLiteral(text.substring(0, slash)),
          Integer.parseInt(text.substring(slash + 1)));
    }

    boolean has(byte[] address) {
      byte[] own = first.getAddress();
      if (own.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        if (((own[bit / 8] ^ address[bit / 8]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
