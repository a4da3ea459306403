// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/dumps/dumpunpacking.h"

namespace muster::agent {

/// What of a dump's folder is not what it was when the dump was made.
struct DumpDamage
{
    bool isManifest = false; ///< manifest.json itself
    QList<DumpMember> members; ///< as the manifest says that they should be

    [[nodiscard]] bool isNone() const { return !isManifest && members.isEmpty(); }
    /// For people: "core.fan, journal.txt".
    [[nodiscard]] QString names() const;
};

/// Reads all of a dump. Blocks on the disk.
/// @param digest that the dump should have; empty when it is not known, then only the members are compared
/// Errors: Cancelled.
[[nodiscard]] Result<DumpDamage> findDamage(const QString &folder, const QString &digest,
                                            const std::stop_token &stop);

/// Gives the bytes of a member to the sink until it has enough. Errors: why there are none.
using MemberBytes =
    std::function<Result<void>(const DumpMember &member, const std::function<bool(QByteArrayView)> &sink)>;

/// Puts sound members in the place of damaged ones: each is written aside, compared with its hash and
/// renamed, so that whoever reads the dump meanwhile gets the old file or the new one. Blocks on the disk.
/// @param aside a folder for what is not compared yet; made, and removed in the end
/// @return those that are still damaged: what came for them was wrong, or nothing
[[nodiscard]] QList<DumpMember> mendMembers(const QString &folder, const QString &aside,
                                            const QList<DumpMember> &damaged, const MemberBytes &source,
                                            const std::stop_token &stop);

/// The same out of the dump's tar stream, which has been proven: all members that are damaged, and the
/// manifest. Errors: those of the stream, Io.
[[nodiscard]] Result<void> mendFromStream(const QString &folder, const QString &aside,
                                          const DumpBytes &stream, const std::stop_token &stop);

} // namespace muster::agent
