package dev.slipway.workflows.model;

import java.util.List;

/**
 * A folder that is deployed as an agent, as the check has read it.
 *
 * @param files how many there are
 * @param bytes the size of all of them together
 * @param entry the path of the file that a request is given to
 * @param module what that file is loaded as
 * @param paths folders in it where modules are looked for, best first; empty text is the folder
 */
public record ProjectFacts(int files, long bytes, String entry, String module, List<String> paths) {
  public ProjectFacts {
    paths = List.copyOf(paths);
  }
}
