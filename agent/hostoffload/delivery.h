// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/hostoffload/hosttarget.h"

#include <QStringList>

#include <expected>

namespace muster::agent {

/// A dump that is to be at the host's target, as DumpArchive and its OffloadRecord.
struct HostDelivery
{
    QString folder; ///< of the dump; held while it is delivered
    QString nodeId; ///< of this node
    QString node; ///< its name
    QString system; ///< whose dump it is; empty for one of this node alone
    QStringList members; ///< node ids of the system: what they have put there may be made more of
    bool replacesArchive = false; ///< one without a record is this node's, and was damaged on its way
};

/// What became of it.
struct Delivered
{
    QString digest; ///< of the dump
    /// The target has an earlier make of this system's dump that is as much, or has pieces that this one
    /// lacks; nothing was sent.
    bool isOtherMake = false;
};

/// Why it could not be delivered, by what is to be done about it.
struct DeliveryFault
{
    enum class Kind {
        Passing, ///< another time it may go
        WrongBytes, ///< the target has other bytes than were sent
        Dump, ///< this dump will not go as it is, others may
        Refused, ///< the target lets nobody in with these credentials
        Stopped, ///< it was asked to stop
    };
    Kind kind = Kind::Passing;
    Error error;
};

/// Sees that the target has the dump: looks what is there, and puts what is missing, the record last: it is
/// what says that the archive is whole. What is whole there already is not sent again; what an earlier try
/// left is gone on from. Blocks, for long; makes the dump's proof if it has none.
[[nodiscard]] std::expected<Delivered, DeliveryFault> deliver(HostTarget &target, const HostDelivery &wish,
                                                              const std::stop_token &stop);

} // namespace muster::agent
