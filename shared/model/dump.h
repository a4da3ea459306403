// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"
#include "shared/model/timestamp.h"

#include <QList>

namespace muster {

/// One file of a dump, or why it is not in it.
struct DumpMember
{
    QString name;
    qint64 size = 0;
    QString sha256;
    QString missing;

    static constexpr auto fields()
    {
        return std::tuple(
            field("name", &DumpMember::name, "Name in the dump's folder").between(1, 255),
            field("size", &DumpMember::size, "Bytes").between(0, INT64_MAX),
            field("sha256", &DumpMember::sha256, "SHA-256 of its bytes, 64 hex digits")
                .between(0, 64)
                .optional(),
            field("missing", &DumpMember::missing, "Why it is not there, or not all of it; empty when it is")
                .optional());
    }

    friend bool operator==(const DumpMember &, const DumpMember &) = default;
};

/// What a dump is: manifest.json in its folder.
struct DumpManifest
{
    static constexpr qint64 MaxMembers = 64;

    QString id;
    QString type;
    QString node;
    QString reason;
    QString unit;
    QString failureId;
    QString agentVersion;
    Timestamp at{};
    QList<DumpMember> members;

    static constexpr auto fields()
    {
        return std::tuple(
            field("id", &DumpManifest::id, "Name of the dump on its node").between(1, 64),
            field("type", &DumpManifest::type, "bmc").between(1, 32),
            field("node", &DumpManifest::node, "The node's host name").between(0, 255),
            field("reason", &DumpManifest::reason, "Why it was made: an error's name").between(0, 255),
            field("unit", &DumpManifest::unit, "The unit that it is about").between(0, 255),
            field("failureId", &DumpManifest::failureId, "The failure that it is about").between(0, 512),
            field("agentVersion", &DumpManifest::agentVersion, "Version of the agent that made it")
                .between(0, 64),
            field("at", &DumpManifest::at, "When it was made, by the node's clock"),
            field("members", &DumpManifest::members, "What is in it, and what is not")
                .between(0, MaxMembers));
    }

    friend bool operator==(const DumpManifest &, const DumpManifest &) = default;
};

} // namespace muster
