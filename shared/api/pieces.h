// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/dumps.h"
#include "shared/api/member.h"

namespace muster {

/// The coordinator has a member make its piece of a system's dump.
struct PieceParams
{
    QString dump;
    DumpCreateParams wish;
    QString requestedBy;
    QString system;

    static constexpr auto fields()
    {
        return std::tuple(
            field("dump", &PieceParams::dump, "The system's dump").between(1, 64),
            field("wish", &PieceParams::wish, "What is wanted"),
            field("requestedBy", &PieceParams::requestedBy, "Who asked the coordinator for it")
                .between(0, 255)
                .optional(),
            field("system", &PieceParams::system, "Name of the system").between(0, 255).optional());
    }
};

/// How far a member's piece is.
struct PieceAnswer
{
    DumpEntry entry;

    static constexpr auto fields()
    {
        return std::tuple(field("entry", &PieceAnswer::entry, "The piece, as the member lists it"));
    }
};

/// A member tells that its piece has an end.
struct PieceEndedParams
{
    QString dump;
    DumpEntry entry;

    static constexpr auto fields()
    {
        return std::tuple(field("dump", &PieceEndedParams::dump, "The system's dump").between(1, 64),
                          field("entry", &PieceEndedParams::entry, "The piece, as the member lists it"));
    }
};

/// A member hands on that somebody wants a dump of the whole system.
struct SystemDumpParams
{
    OriginalCaller caller;
    DumpCreateParams wish;

    static constexpr auto fields()
    {
        return std::tuple(field("caller", &SystemDumpParams::caller, "Who asked the member"),
                          field("wish", &SystemDumpParams::wish, "What is wanted"));
    }
};

namespace api {

struct PieceMake
{
    static constexpr const char *Name = "system.makePiece";
    static constexpr const char *Doc = "The coordinator has the member make its piece of a system's dump; "
                                       "one that is there is not made again";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = true;
    static constexpr bool ForMembers = true;
    using Params = PieceParams;
    using Answer = PieceAnswer;
};

struct PieceShow
{
    static constexpr const char *Name = "system.showPiece";
    static constexpr const char *Doc = "A piece of a system's dump with its manifest, for the coordinator";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    static constexpr bool ForMembers = true;
    using Params = DumpIdParams;
    using Answer = DumpDetails;
};

struct PieceRead
{
    static constexpr const char *Name = "system.readPiece";
    static constexpr const char *Doc = "Bytes of one member of a piece, for the coordinator";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    static constexpr bool ForMembers = true;
    using Params = DumpReadParams;
    using Answer = DumpChunk;
};

struct PieceEnded
{
    static constexpr const char *Name = "system.pieceEnded";
    static constexpr const char *Doc = "A member tells the coordinator that its piece has an end";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    static constexpr bool ForMembers = true;
    using Params = PieceEndedParams;
    using Answer = Nothing;
};

struct SystemDump
{
    static constexpr const char *Name = "system.createDump";
    static constexpr const char *Doc =
        "A member hands a wish for a dump of the whole system on to the coordinator, which checks the caller "
        "again";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = true;
    static constexpr bool ForMembers = true;
    using Params = SystemDumpParams;
    using Answer = DumpStarted;
};

} // namespace api

} // namespace muster
