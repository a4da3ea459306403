// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/sha256.h"

#include <new>

namespace muster {

namespace {

// OpenSSL fails here only when there is no memory.
void check(int done)
{
    if (done != 1)
        throw std::bad_alloc();
}

} // namespace

Sha256::Sha256()
    : m_context(EVP_MD_CTX_new())
{
    check(m_context ? EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) : 0);
}

void Sha256::add(QByteArrayView bytes)
{
    check(EVP_DigestUpdate(m_context.get(), bytes.data(), size_t(bytes.size())));
}

QByteArray Sha256::result()
{
    QByteArray digest(Bytes, Qt::Uninitialized);
    check(EVP_DigestFinal_ex(m_context.get(), reinterpret_cast<unsigned char *>(digest.data()), nullptr));
    check(EVP_DigestInit_ex(m_context.get(), nullptr, nullptr));
    return digest;
}

} // namespace muster
