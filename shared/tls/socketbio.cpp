// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/socketbio.h"

#include <sys/socket.h>

#include <cerrno>
#include <cstdint>

namespace muster {

namespace {

using BioMethodPtr = std::unique_ptr<BIO_METHOD, OpenSslDeleter<BIO_meth_free>>;

int fdOf(BIO *bio)
{
    return int(intptr_t(BIO_get_data(bio)));
}

/// OpenSSL's convention: -1 with the retry flag set means "later", without it a failure.
int settle(BIO *bio, ssize_t moved, size_t *count, int retryFlag)
{
    BIO_clear_retry_flags(bio);
    *count = moved > 0 ? size_t(moved) : 0;
    if (moved > 0)
        return 1;
    if (moved < 0 && (errno == EAGAIN || errno == EINTR))
        BIO_set_flags(bio, retryFlag | BIO_FLAGS_SHOULD_RETRY);
    return moved == 0 ? 0 : -1;
}

template <int Flags>
int writeBio(BIO *bio, const char *bytes, size_t size, size_t *written)
{
    return settle(bio, ::send(fdOf(bio), bytes, size, MSG_NOSIGNAL | Flags), written, BIO_FLAGS_WRITE);
}

template <int Flags>
int readBio(BIO *bio, char *buffer, size_t size, size_t *got)
{
    const ssize_t moved = ::recv(fdOf(bio), buffer, size, Flags);
    if (moved == 0)
        BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    return settle(bio, moved, got, BIO_FLAGS_READ);
}

long controlBio(BIO *bio, int command, long, void *)
{
    if (command == BIO_CTRL_EOF)
        return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0;
    return command == BIO_CTRL_FLUSH; // nothing is held back here
}

template <int Flags>
BioMethodPtr makeMethod()
{
    BioMethodPtr method(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "muster socket"));
    if (method) {
        BIO_meth_set_write_ex(method.get(), writeBio<Flags>);
        BIO_meth_set_read_ex(method.get(), readBio<Flags>);
        BIO_meth_set_ctrl(method.get(), controlBio);
    }
    return method;
}

template <int Flags>
BioPtr makeBio(int fd)
{
    static const BioMethodPtr method = makeMethod<Flags>();
    BioPtr bio(method ? BIO_new(method.get()) : nullptr);
    if (bio) {
        BIO_set_data(bio.get(), reinterpret_cast<void *>(intptr_t(fd)));
        BIO_set_init(bio.get(), 1);
    }
    return bio;
}

} // namespace

BioPtr makeSocketBio(int fd)
{
    return makeBio<MSG_DONTWAIT>(fd);
}

BioPtr makeWaitingSocketBio(int fd)
{
    return makeBio<0>(fd);
}

} // namespace muster
