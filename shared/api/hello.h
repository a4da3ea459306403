// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/model/timestamp.h"

#include <QList>
#include <QString>

#include <optional>

namespace muster {

constexpr int ProtocolVersion = 1;
constexpr int OldestProtocolVersion = 1;

struct HelloParams
{
    int minVersion = OldestProtocolVersion;
    int maxVersion = ProtocolVersion;
    QString name;
    QString product;

    static constexpr auto fields()
    {
        return std::tuple(
            field("minVersion", &HelloParams::minVersion, "Oldest protocol version the caller speaks")
                .between(1, 1000),
            field("maxVersion", &HelloParams::maxVersion, "Newest protocol version the caller speaks")
                .between(1, 1000),
            field("name", &HelloParams::name, "What the caller calls itself").between(0, 255).optional(),
            field("product", &HelloParams::product, "Program and version").between(0, 128).optional());
    }
};

struct HelloAnswer
{
    int version = ProtocolVersion;
    QString nodeId;
    QString name;
    QString agentVersion;
    QList<QString> platforms;
    QList<QString> capabilities;
    Timestamp clock{};
    Role role = Role::Stranger;

    static constexpr auto fields()
    {
        return std::tuple(
            field("version", &HelloAnswer::version, "The protocol version both will use").between(1, 1000),
            field("nodeId", &HelloAnswer::nodeId, "The node's id; the same as its certificate's")
                .between(1, 128),
            field("name", &HelloAnswer::name, "The node's name").between(1, 255),
            field("agentVersion", &HelloAnswer::agentVersion, "Version of the agent")
                .between(0, 64)
                .optional(),
            field("platforms", &HelloAnswer::platforms,
                  "What the machine is: systemd, phosphor, sonic, simulated")
                .between(0, 16),
            field("capabilities", &HelloAnswer::capabilities, "What it can do: units, events, jobs, ...")
                .between(0, 64),
            field("clock", &HelloAnswer::clock, "The node's clock"),
            field("role", &HelloAnswer::role, "What the caller may do here"));
    }
};

/// Absent in what older agents answer.
struct PingAnswer
{
    std::optional<Timestamp> clock;

    static constexpr auto fields()
    {
        return std::tuple(field("clock", &PingAnswer::clock, "The node's clock"));
    }
};

namespace api {

struct Hello
{
    static constexpr const char *Name = "hello";
    static constexpr const char *Doc =
        "Says who the node is, what it can do and what the caller may do; the first call on a connection";
    static constexpr Role MinRole = Role::Stranger;
    static constexpr bool Changes = false;
    using Params = HelloParams;
    using Answer = HelloAnswer;
};

struct Ping
{
    static constexpr const char *Name = "rpc.ping";
    static constexpr const char *Doc = "Answers at once; shows that the node is alive, and its clock";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = PingAnswer;
};

struct Discover
{
    static constexpr const char *Name = "rpc.discover";
    static constexpr const char *Doc = "Describes all methods, as an OpenRPC document";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = RawJson;
};

} // namespace api

} // namespace muster
