package dev.slipway.storage.audit;

class MemoryRecordsTest extends RecordsContract {
  private final MemoryRecords records = new MemoryRecords();

  @Override
  Records records() {
    return records;
  }
}
