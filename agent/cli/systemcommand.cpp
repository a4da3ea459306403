// SPDX-License-Identifier: Apache-2.0
#include "agent/cli/systemcommand.h"

#include "agent/cli/words.h"
#include "shared/api/system.h"
#include "shared/systems/signedmembership.h"

#include <CLI/CLI.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// As scripts read it: what was signed is opened.
struct SystemReport
{
    std::optional<Membership> membership;
    CoordinatorView coordinator;
    QList<MemberView> members;
    std::optional<SystemNote> note;

    static constexpr auto fields()
    {
        return std::tuple(
            field("membership", &SystemReport::membership, "Absent: the node is in no system"),
            field("coordinator", &SystemReport::coordinator, "Who coordinates"),
            field("members", &SystemReport::members, "How the coordinator sees each member; empty elsewhere"),
            field("note", &SystemReport::note, "What people note about the system"));
    }
};

QString presenceOf(const SystemReport &report, const QString &nodeId)
{
    const auto seen = std::ranges::find(report.members, nodeId, &MemberView::nodeId);
    if (seen == report.members.end())
        return u"-"_s;
    switch (seen->presence) {
    case MemberPresence::Self:
        return u"this node"_s;
    case MemberPresence::Connected:
        return u"connected"_s;
    case MemberPresence::Silent:
        break;
    }
    return u"silent: "_s + seen->why;
}

QString asText(const SystemReport &report)
{
    if (!report.membership)
        return u"This node is a member of no system.\n"_s;
    const Membership &membership = *report.membership;
    const CoordinatorView &coordinator = report.coordinator;
    const SystemMember *acting = membership.member(coordinator.acting);
    QString text =
        u"%1, generation %2, as %3 decided on %4\n"_s.arg(membership.name)
            .arg(membership.generation)
            .arg(membership.changedByName.isEmpty() ? membership.changedBy : membership.changedByName,
                 toDateTime(membership.changedAt).toLocalTime().toString(Qt::ISODate));
    text += acting ? u"%1 coordinates.\n"_s.arg(acting->name)
                   : u"No coordinator acts: %1.\n"_s.arg(coordinator.why);
    if (report.note)
        text += u"Note of %1: %2\n"_s.arg(report.note->by, report.note->text);
    QList<QStringList> rows{{u"NO"_s, u"NAME"_s, u"ADDRESS"_s, u"PRESENCE"_s, u"ID"_s}};
    for (const SystemMember &member : membership.members)
        rows.append({QString::number(member.instance), member.name, member.address,
                     presenceOf(report, member.nodeId), member.nodeId});
    return text + u'\n' + aligned(rows);
}

} // namespace

void SystemCommand::declare(CLI::App &parent)
{
    m_app = parent.add_subcommand("system", "The system that this node is a member of");
    m_app->add_flag("--json", m_json, "One JSON document");
}

bool SystemCommand::isChosen() const
{
    return m_app->parsed();
}

QCoro::Task<Result<int>> SystemCommand::ask(RpcPeer &agent)
{
    const auto view = co_await agent.call<api::SystemShow>();
    if (!view)
        co_return fail(view.error());
    SystemReport report{{}, view->coordinator, view->members, view->note};
    if (view->membership) {
        const auto membership = openMembership(*view->membership);
        if (!membership)
            co_return fail(membership.error());
        report.membership = *membership;
    }
    print(m_json ? QString::fromUtf8(toJson(report)) + u'\n' : asText(report));
    co_return exitcode::Done;
}

} // namespace muster::agent
