// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/model/control.h"

#include <QList>

namespace muster {

struct ActParams
{
    ControlAction action = ControlAction::PowerOn;
    QList<int> members = {};
    bool onlyNode = false;
    int patienceSeconds = 0;
    StartCause cause = StartCause::RemoteCommand;

    static constexpr auto fields()
    {
        return std::tuple(
            field("action", &ActParams::action, "What the members shall do"),
            field("members", &ActParams::members, "Numbers of those that are asked; empty for all")
                .between(0, MaxMembers)
                .optional(),
            field("onlyNode", &ActParams::onlyNode,
                  "The node that is called alone, whoever coordinates its system")
                .optional(),
            field("patienceSeconds", &ActParams::patienceSeconds,
                  "How long each member may take until its facets show it; 0 for what is usual")
                .between(0, 86'400)
                .optional(),
            field("cause", &ActParams::cause, "On whose account hosts are started; they keep it").optional());
    }
    friend bool operator==(const ActParams &, const ActParams &) = default;
};

struct ActStarted
{
    QString job = {};
    int members = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("job", &ActStarted::job, "The job's id, for state.acted and jobs.cancel").between(1, 64),
            field("members", &ActStarted::members, "How many members are asked").between(1, MaxMembers));
    }
    friend bool operator==(const ActStarted &, const ActStarted &) = default;
};

struct ActedParams
{
    QString job = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("job", &ActedParams::job, "The job's id; empty for the latest").between(0, 64).optional());
    }
    friend bool operator==(const ActedParams &, const ActedParams &) = default;
};

namespace api {

/// Answers when the members are being asked; what comes of it tell the events state.act, and state.acted.
/// Errors: Conflict where this node does not coordinate the system, naming who does, and while the opposite
/// or the same is under way, naming who asked for it; NotFound for a number that no member has.
struct StateAct
{
    static constexpr const char *Name = "state.act";
    static constexpr const char *Doc =
        "Has the members of the system change their power, or restart their management, at the same time";
    static constexpr Role MinRole = Role::Operator;
    static constexpr bool Changes = true;
    using Params = ActParams;
    using Answer = ActStarted;
};

/// Errors: as StateAct, but for what is under way, which is told as an objection.
struct StatePreview
{
    static constexpr const char *Name = "state.preview";
    static constexpr const char *Doc = "What state.act would do where, and what speaks against it";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = ActParams;
    using Answer = ActOutlook;
};

/// Errors: NotFound.
struct StateActed
{
    static constexpr const char *Name = "state.acted";
    static constexpr const char *Doc = "What has come of a state.act, for each member; the latest are kept";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = ActedParams;
    using Answer = SystemAct;
};

} // namespace api

} // namespace muster
