// SPDX-License-Identifier: Apache-2.0
#include "console/fleet/knownmembership.h"

#include "shared/systems/signedmembership.h"
#include "shared/tls/digest.h"

#include <algorithm>

namespace muster::console {

namespace {

QByteArray digestOf(const SignedMembership &text)
{
    const auto part = [](const QString &one) { return sha256({one.toUtf8()}); };
    return sha256({part(text.document), part(text.publicKey), part(text.signature)});
}

} // namespace

Result<KnownMembershipPtr> MembershipReader::read(const SignedMembership &text)
{
    const QByteArray digest = digestOf(text);
    if (auto known = m_read.value(digest).lock())
        return known;
    auto terms = openMembership(text);
    if (!terms)
        return fail(terms.error());
    const auto made = std::make_shared<const KnownMembership>(text, std::move(*terms));
    if (m_read.size() >= m_sweepAt) {
        m_read.removeIf([](const auto &one) { return one.value().expired(); });
        m_sweepAt = std::max(FirstSweep, 2 * m_read.size());
    }
    m_read.insert(digest, made);
    return made;
}

} // namespace muster::console
