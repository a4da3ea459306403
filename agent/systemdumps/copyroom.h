// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/timestamp.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace muster::agent {

/// A dump that members have copies of, or should have.
struct CopiedDump
{
    QString id;
    Timestamp at{};
    qint64 size = 0;
    QStringList keepers; ///< node ids of who has a copy
    QStringList refusers; ///< of who was to keep one, and had no room
    bool isShort = false; ///< there are fewer copies than there should be
};

struct CopiesToGiveUp
{
    QString favoured; ///< the dump that they make room for
    QStringList ids; ///< of dumps, oldest first; empty when nothing is to go
};

/// Whose copies have to go so that the newest dump that lacks one gets it: the oldest of a member that had no
/// room, as few as will do. Only older ones, and only where that is enough: no copy goes in vain. Pure.
/// @param budget bytes of copies that a member keeps
[[nodiscard]] CopiesToGiveUp copiesToGiveUp(QList<CopiedDump> dumps, qint64 budget);

/// Whether one of these members has room for so many bytes more. Pure.
[[nodiscard]] bool isRoomFor(qint64 size, const QList<CopiedDump> &dumps, const QStringList &members,
                             qint64 budget);

} // namespace muster::agent
