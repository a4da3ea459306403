// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"
#include "shared/model/timestamp.h"
#include "shared/model/words.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace muster {

/// What a node is. Read once at start and again when one of it changes.
struct NodeFacts
{
    QString hostname;
    QString machineId;
    QString bootId;
    QString os;
    QString kernel;
    QString architecture;
    QString agentVersion;
    Timestamp bootedAt{};
    Timestamp clock{};
    bool clockSynchronized = false;

    static constexpr auto fields()
    {
        return std::tuple(
            field("hostname", &NodeFacts::hostname, "Static host name").between(0, 255),
            field("machineId", &NodeFacts::machineId, "systemd machine id, 32 hex digits")
                .between(0, 64)
                .optional(),
            field("bootId", &NodeFacts::bootId, "Kernel boot id, 32 hex digits").between(0, 64).optional(),
            field("os", &NodeFacts::os, "Operating system, PRETTY_NAME of os-release")
                .between(0, 255)
                .optional(),
            field("kernel", &NodeFacts::kernel, "Kernel release").between(0, 255).optional(),
            field("architecture", &NodeFacts::architecture, "CPU architecture").between(0, 64).optional(),
            field("agentVersion", &NodeFacts::agentVersion, "Version of the agent").between(0, 64).optional(),
            field("bootedAt", &NodeFacts::bootedAt, "When user space started, by the node's clock"),
            field("clock", &NodeFacts::clock, "The node's clock when this was said"),
            field("clockSynchronized", &NodeFacts::clockSynchronized,
                  "Whether the clock follows a time source")
                .optional());
    }

    friend bool operator==(const NodeFacts &, const NodeFacts &) = default;
};

/// One thing that is not well on a node, until it is. Its id stays the same while the problem lasts.
struct Problem
{
    QString id;
    Health severity = Health::Warning;
    QString subject;
    QString text;
    QString remedy;
    Timestamp since{};

    static constexpr auto fields()
    {
        return std::tuple(
            field("id", &Problem::id, "What it is, stable: unit-failed:fan-control.service").between(1, 512),
            field("severity", &Problem::severity, "How bad it is"),
            field("subject", &Problem::subject, "The unit, file or part it is about")
                .between(0, 512)
                .optional(),
            field("text", &Problem::text, "What is wrong, one sentence"),
            field("remedy", &Problem::remedy, "What to do about it").optional(),
            field("since", &Problem::since, "Since when, by the node's clock"));
    }

    friend bool operator==(const Problem &, const Problem &) = default;
};

/// That a node's own management is able to do more or less than before.
struct BmcStateChange
{
    BmcState bmcState = BmcState::Unknown;
    Timestamp since{};

    static constexpr auto fields()
    {
        return std::tuple(field("bmcState", &BmcStateChange::bmcState, "The new state"),
                          field("since", &BmcStateChange::since, "Since when, by the node's clock"));
    }

    friend bool operator==(const BmcStateChange &, const BmcStateChange &) = default;
};

/// How a node is, by its own word.
struct NodeState
{
    Health health = Health::Unknown;
    QList<Problem> problems;
    qint64 sequence = 0;
    BmcState bmcState = BmcState::Unknown;
    std::optional<Timestamp> bmcStateSince;

    static constexpr auto fields()
    {
        return std::tuple(
            field("health", &NodeState::health, "The worst of the problems' severities, OK without any"),
            field("problems", &NodeState::problems, "What is not well, worst first").between(0, 1000),
            field("sequence", &NodeState::sequence, "The last event this takes into account")
                .between(0, INT64_MAX),
            field("bmcState", &NodeState::bmcState, "Whether critical units have failed on it").optional(),
            field("bmcStateSince", &NodeState::bmcStateSince, "Since when, by the node's clock"));
    }

    friend bool operator==(const NodeState &, const NodeState &) = default;
};

} // namespace muster
