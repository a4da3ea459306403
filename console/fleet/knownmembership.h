// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/system.h"

#include <QByteArray>
#include <QHash>

#include <memory>

namespace muster::console {

/// A membership whose signature is that of who is said to have decided it.
struct KnownMembership
{
    SignedMembership text; ///< as it was told, to be handed on
    Membership terms;
};

/// Shared, for each member of a system tells the same. Never changes.
using KnownMembershipPtr = std::shared_ptr<const KnownMembership>;

/// Reads memberships, each text once for as long as somebody has it.
class MembershipReader
{
public:
    /// Errors as openMembership().
    [[nodiscard]] Result<KnownMembershipPtr> read(const SignedMembership &text);

private:
    static constexpr qsizetype FirstSweep = 64;

    QHash<QByteArray, std::weak_ptr<const KnownMembership>> m_read; ///< by the digest of their text
    qsizetype m_sweepAt = FirstSweep; ///< so many, and those that nobody has any more are let go
};

} // namespace muster::console
