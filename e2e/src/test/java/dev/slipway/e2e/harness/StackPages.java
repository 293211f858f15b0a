package dev.slipway.e2e.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CloudFormation lists three things at a time; the emulator lists a hundred. */
final class StackPages implements Habit {
  private static final int SIZE = 3;

  /** What is listed, by the element of the answer that holds it. */
  private static final Map<String, String> LISTS =
      Map.of(
          "DescribeStackEvents", "StackEvents",
          "ListStackResources", "StackResourceSummaries",
          "ListChangeSets", "Summaries",
          "DescribeChangeSet", "Changes");

  /** How many things are left: events are added at the front, and shift all others. */
  private static final Pattern TOKEN = Pattern.compile("&NextToken=left-(\\d+)");

  private static final Pattern MEMBER = Pattern.compile("<(/?)member>");

  private final AtomicInteger followed = new AtomicInteger();

  @Override
  public byte[] answer(HttpMessage request, Cloud behind) throws IOException, InterruptedException {
    String list = LISTS.get(request.action());
    if (list == null) {
      return behind.ask(request);
    }
    Matcher token = TOKEN.matcher(request.text());
    if (!token.find()) {
      return page(behind.ask(request), list, Integer.MAX_VALUE);
    }
    followed.incrementAndGet();
    HttpMessage whole = request.withText(token.replaceFirst(""));
    return page(behind.ask(whole), list, Integer.parseInt(token.group(1)));
  }

  private static byte[] page(byte[] whole, String list, int left) {
    HttpMessage answer = HttpMessage.answer(whole);
    String text = answer.text();
    int begin = text.indexOf("<" + list + ">") + list.length() + 2;
    int end = text.lastIndexOf("</" + list + ">");
    if (end < begin || text.contains("<NextToken>")) {
      return whole;
    }
    List<String> members = members(text.substring(begin, end));
    int first = Math.max(0, members.size() - left);
    int next = Math.min(first + SIZE, members.size());
    String token = "<NextToken>left-%d</NextToken>".formatted(members.size() - next);
    int behind = end + list.length() + 3;
    return answer
        .withText(
            text.substring(0, begin)
                + String.join("", members.subList(first, next))
                + text.substring(end, behind)
                + (next < members.size() ? token : "")
                + text.substring(behind))
        .bytes();
  }

  /** The outer ones: a change has members of its own. */
  private static List<String> members(String text) {
    List<String> found = new ArrayList<>();
    Matcher tag = MEMBER.matcher(text);
    int depth = 0;
    int begin = 0;
    while (tag.find()) {
      boolean opens = tag.group(1).isEmpty();
      if (opens && depth == 0) {
        begin = tag.start();
      }
      depth += opens ? 1 : -1;
      if (depth == 0) {
        found.add(text.substring(begin, tag.end()));
      }
    }
    return found;
  }

  @Override
  public int times() {
    return followed.get();
  }
}
