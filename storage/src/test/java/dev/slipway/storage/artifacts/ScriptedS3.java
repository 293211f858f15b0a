package dev.slipway.storage.artifacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Answers the calls of an upload in parts as a test wants it. */
final class ScriptedS3 implements S3Client {
  final List<String> calls = new ArrayList<>();

  /** Changes what is below, once a test's file is known. */
  Runnable prepared = () -> {};

  /** The hash that S3 knows of the base. */
  @Nullable String base;

  /** The hash of what S3 says that it has copied. */
  @Nullable String copied;

  /** The status with which a copy is refused; 0 for none. */
  int refusedCopy;

  /** Whether the thread is interrupted during a copy. */
  boolean interruptsCopy;

  String condition = "";
  CompleteMultipartUploadRequest completed = CompleteMultipartUploadRequest.builder().build();

  @Override
  public HeadObjectResponse headObject(HeadObjectRequest request) {
    calls.add("head");
    return HeadObjectResponse.builder().eTag("\"etag of the base\"").checksumSHA256(base).build();
  }

  @Override
  public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
    calls.add("create");
    return CreateMultipartUploadResponse.builder().uploadId("upload").build();
  }

  @Override
  public UploadPartCopyResponse uploadPartCopy(UploadPartCopyRequest request) {
    calls.add(request.copySourceRange().replace("bytes=", "copy "));
    condition = request.copySourceIfMatch();
    refuseCopy();
    if (interruptsCopy) {
      Thread.currentThread().interrupt();
      throw stopped();
    }
    return UploadPartCopyResponse.builder()
        .copyPartResult(CopyPartResult.builder().eTag("\"1\"").checksumSHA256(copied).build())
        .build();
  }

  private void refuseCopy() {
    if (refusedCopy != 0) {
      throw S3Exception.builder().statusCode(refusedCopy).message("refused").build();
    }
  }

  private static AbortedException stopped() {
    return AbortedException.builder().message("the thread is interrupted").build();
  }

  @Override
  public CopyObjectResponse copyObject(CopyObjectRequest request) {
    calls.add("copy all");
    refuseCopy();
    return CopyObjectResponse.builder()
        .copyObjectResult(CopyObjectResult.builder().checksumSHA256(copied).build())
        .build();
  }

  @Override
  public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
    try (var content = body.contentStreamProvider().newStream()) {
      calls.add("send " + content.readAllBytes().length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return UploadPartResponse.builder().eTag("\"2\"").build();
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      CompleteMultipartUploadRequest request) {
    calls.add("complete");
    completed = request;
    return CompleteMultipartUploadResponse.builder().build();
  }

  @Override
  public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
    if (Thread.currentThread().isInterrupted()) {
      throw stopped(); // as the SDK does
    }
    calls.add("abort");
    return AbortMultipartUploadResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
