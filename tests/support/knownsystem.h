// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/systems/signedmembership.h"

namespace muster::test {

/// A system of nodes "A", "B", …, as a desk would decide it.
class KnownSystem
{
public:
    explicit KnownSystem(const QStringList &nodeIds, const QString &name = QStringLiteral("frame"))
    {
        terms.id = QStringLiteral("0a1b2c3d-frame");
        terms.name = name;
        for (const QString &id : nodeIds)
            terms.members.append({int(terms.members.size()) + 1, id, QStringLiteral("drawer-") + id.toLower(),
                                  QStringLiteral("192.0.2.%1:7117").arg(terms.members.size() + 1)});
        terms.coordinator = nodeIds.first();
    }

    [[nodiscard]] SignedMembership text() const { return signMembership(terms, desk).value(); }
    [[nodiscard]] SystemView word(const CoordinatorView &coordinator = {}) const
    {
        return {text(), coordinator, {}, {}, 0};
    }

    Identity desk = Identity::generate().value();
    Membership terms;
};

/// Who acts, as one that is sure says it.
[[nodiscard]] inline CoordinatorView acts(const QString &nodeId, qint64 term = 1)
{
    return {nodeId, true, term, {}, {}};
}

/// That none acts, and why.
[[nodiscard]] inline CoordinatorView noneActs(const QString &why)
{
    return {{}, false, 1, why, {}};
}

} // namespace muster::test
