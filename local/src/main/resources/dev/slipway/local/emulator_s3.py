"""Makes the emulator's S3 say the hash of what it has copied, as AWS does where a hash is asked for.

Written for the pinned release: ministack.services.s3 (_upload_part_copy, _copy_object, _multipart_uploads, _qp, _ensure_bucket,
_read_body, _compute_s3_checksum).
"""

from ministack.services import s3


def install():
    copy_part, copy_object = s3._upload_part_copy, s3._copy_object

    def upload_part_copy(bucket, key, query, headers):
        answer = copy_part(bucket, key, query, headers)
        upload = s3._multipart_uploads.get(s3._qp(query, "uploadId"))
        algorithm = upload and upload.get("checksum_algorithm")
        if answer[0] != 200 or not algorithm:
            return answer
        part = upload["parts"][int(s3._qp(query, "partNumber", "1"))]
        part["checksums"] = {algorithm: s3._compute_s3_checksum(algorithm, part["body"])}
        return saying(answer, "CopyPartResult", part["checksums"])

    def copy_whole(bucket, key, headers):
        answer = copy_object(bucket, key, headers)
        algorithm = headers.get("x-amz-checksum-algorithm")
        if answer[0] != 200 or not algorithm:
            return answer
        copied = s3._ensure_bucket(bucket)["objects"][key]
        # Of the whole object, even if it was uploaded in parts.
        copied["checksums"] = {algorithm: s3._compute_s3_checksum(algorithm, s3._read_body(bucket, key, copied))}
        return saying(answer, "CopyObjectResult", copied["checksums"])

    s3._upload_part_copy, s3._copy_object = upload_part_copy, copy_whole


def saying(answer, element, checksums):
    status, headers, body = answer
    end = f"</{element}>".encode()
    words = "".join(f"<Checksum{algorithm}>{value}</Checksum{algorithm}>" for algorithm, value in checksums.items())
    return status, headers, body.replace(end, words.encode() + end)
