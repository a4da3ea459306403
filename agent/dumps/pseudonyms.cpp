// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/pseudonyms.h"

#include "shared/store/atomicfile.h"
#include "shared/tls/digest.h"

namespace muster::agent {

namespace {

constexpr qsizetype KeyBytes = 32;
constexpr qsizetype NameBytes = 6; ///< enough to tell a node's secrets apart, too few to try all out against

} // namespace

Result<Pseudonyms> Pseudonyms::open(const QString &keyFile)
{
    const auto kept = readFile(keyFile, KeyBytes);
    if (kept && kept->size() == KeyBytes)
        return Pseudonyms(*kept);
    if (!kept && kept.error().code == ErrorCode::Io)
        return fail(kept.error());
    const auto key = randomBytes(KeyBytes);
    if (!key)
        return fail(key.error());
    if (const auto written = replaceFile(keyFile, *key); !written)
        return fail(written.error());
    return Pseudonyms(*key);
}

QByteArray Pseudonyms::of(QByteArrayView secret) const
{
    return "<redacted:" + hmacSha256(m_key, {secret}).first(NameBytes).toHex() + '>';
}

} // namespace muster::agent
