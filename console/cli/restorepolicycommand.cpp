// SPDX-License-Identifier: Apache-2.0
#include "console/cli/restorepolicycommand.h"

#include "console/batch/question.h"
#include "console/batch/terminaltext.h"
#include "console/fleet/nodecall.h"
#include "console/systems/membershipwish.h"
#include "console/systems/systemchange.h"
#include "console/systems/systemdraft.h"

#include "shared/api/restore.h"

#include <CLI/CLI.hpp>

#include <QMetaEnum>

#include <algorithm>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// What `muster restore-policy show --json` tells. The names are stable.
struct RestorePolicyRow
{
    QString system = {};
    QString node = {};
    QString nodeId = {};
    std::optional<RestorePolicy> policy = {};
    std::optional<PartialOutage> partialOutage = {};
    std::optional<int> restoreWindowSeconds = {};
    RestoreView view = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("system", &RestorePolicyRow::system, "The system; empty where one node was asked for"),
            field("node", &RestorePolicyRow::node, "Who tells it"),
            field("nodeId", &RestorePolicyRow::nodeId, "Its id"),
            field("policy", &RestorePolicyRow::policy, "The system's, or the node's own"),
            field("partialOutage", &RestorePolicyRow::partialOutage, "What the system does for a part of it"),
            field("restoreWindowSeconds", &RestorePolicyRow::restoreWindowSeconds,
                  "How long the system waits for its members"),
            field("view", &RestorePolicyRow::view, "What the node knows"));
    }
};

struct RestorePolicySet
{
    QString system = {};
    QString node = {};
    RestorePolicy policy = RestorePolicy::None;
    bool isOnce = false;
    QStringList failed = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("system", &RestorePolicySet::system, "The system; empty for a node"),
            field("node", &RestorePolicySet::node, "The node; empty for a system"),
            field("policy", &RestorePolicySet::policy, "What it has now"),
            field("isOnce", &RestorePolicySet::isOnce, "For the next time only"),
            field("failed", &RestorePolicySet::failed, "Members that do not know of it yet, and why"));
    }
};

template <typename Enum>
QString policyKey(Enum value)
{
    return QString::fromLatin1(QMetaEnum::fromType<Enum>().valueToKey(int(value)));
}

/// A whole system that its members know, too.
const FleetSystem *wholeSystem(const Batch &batch, const QString &name)
{
    const auto found = batch.fleet().systems().constFind(name);
    return name.isEmpty() || found == batch.fleet().systems().cend() || found->isOwn() ? nullptr : &*found;
}

/// The coordinator first: what it knows is the newest.
std::optional<QString> tellerOf(const Batch &batch, const FleetSystem &system)
{
    QStringList candidates = system.memberIds();
    candidates.prepend(system.lead.acting);
    const auto found = std::ranges::find_if(candidates, [&](const QString &nodeId) {
        const FleetNode *node = batch.fleet().node(nodeId);
        return node && !node->isStale();
    });
    return found == candidates.cend() ? std::nullopt : std::optional(*found);
}

QString outageText(const Outage &outage)
{
    const QString what = outage.verdict == OutageVerdict::Lost ? u"it lost its power"_s
                         : outage.verdict == OutageVerdict::Kept
                             ? u"it did not lose its power"_s
                             : u"whether it lost its power is not known"_s;
    return u"At its last start: %1 (%2)"_s.arg(what, outage.why);
}

void printView(const Batch &batch, const RestorePolicyRow &row)
{
    if (!row.system.isEmpty()) {
        batch.out.line(u"%1: policy %2, of a part %3; waits %4 s for its members"_s
                           .arg(row.system, policyKey(row.policy.value_or(RestorePolicy::None)),
                                policyKey(row.partialOutage.value_or(PartialOutage::Rejoin)))
                           .arg(row.restoreWindowSeconds.value_or(0)),
                       Tone::Strong);
    } else if (row.policy) {
        const QString once = row.view.own && row.view.own->oneTime != RestorePolicy::None
                                 ? u", the next time %1"_s.arg(policyKey(row.view.own->oneTime))
                                 : QString();
        batch.out.line(u"%1: policy %2%3"_s.arg(row.node, policyKey(*row.policy), once), Tone::Strong);
    } else {
        batch.out.line(u"%1: no policy of its own: %2"_s.arg(row.node, row.view.whyNoPolicy), Tone::Strong);
    }
    if (row.system.isEmpty() && !row.view.system.isEmpty())
        batch.out.line(u"It is in the system %1, whose coordinator decides; its own policy is for when it "
                       "reaches none."_s.arg(row.view.system));
    for (const QString &text :
         {row.view.outlook.allLose, row.view.outlook.oneLoses, row.view.outlook.bmcReboots}) {
        if (!text.isEmpty())
            batch.out.line(text);
    }
    if (row.system.isEmpty() && row.view.outage)
        batch.out.line(outageText(*row.view.outage));
    if (!row.view.decisions.isEmpty()) {
        const RestoreDecision &last = row.view.decisions.first();
        batch.out.line(u"Last decision, %1: %2 %3"_s.arg(localTimeText(last.at), last.summary,
                                                         last.isDone ? u"Outcome: %1"_s.arg(last.outcome)
                                                                     : u"It is being carried out."_s));
    }
}

} // namespace

void RestorePolicyCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "restore-policy",
                             "what becomes of the power after an outage, of systems as one or of nodes");
    verb.require_subcommand(1);
    const char *target = "SYSTEM: the whole; SYSTEM/k, a node's name or the beginning of its id: that one";
    m_show = verb.add_subcommand("show", "the policy, what would happen now, and what was decided last");
    m_show->add_option("TARGET", m_target, target)->required();
    m_set = verb.add_subcommand("set", "another policy");
    m_set->add_option("TARGET", m_target, target)->required();
    m_set->add_option("POLICY", m_policy, "None, AlwaysOn, AlwaysOff or Restore (as it was asked to be)")
        ->required()
        ->transform(CLI::IsMember({"None", "AlwaysOn", "AlwaysOff", "Restore"}, CLI::ignore_case));
    m_set->add_flag("--once", m_isOnce, "of a node in no system: the next time only");
    m_set->add_flag("--yes,-y", m_isAgreed, "do not ask");
}

RestorePolicy RestorePolicyCommand::policy() const
{
    return RestorePolicy(QMetaEnum::fromType<RestorePolicy>().keyToValue(m_policy.c_str()));
}

QCoro::Task<ExitCode> RestorePolicyCommand::run(Batch &batch)
{
    const auto target = batch.target(text(m_target));
    if (!target)
        co_return batch.badInput(target.error());
    if (!co_await batch.reach(target->nodeIds))
        co_return ExitCode::BadInput;
    if (m_show->parsed())
        co_return co_await show(batch, *target);
    if (wholeSystem(batch, target->system))
        co_return co_await setSystem(batch, target->system);
    if (target->nodeIds.size() != 1)
        co_return batch.badInput({ErrorCode::Invalid,
                                  u"%1 is a group that only this console knows"_s.arg(target->system),
                                  {},
                                  u"TARGET"_s,
                                  u"set each of its nodes"_s});
    co_return co_await setNode(batch, target->nodeIds.first());
}

QCoro::Task<ExitCode> RestorePolicyCommand::show(Batch &batch, Target target)
{
    QStringList asked = target.nodeIds;
    RestorePolicyRow common;
    if (const FleetSystem *system = wholeSystem(batch, target.system)) {
        const auto teller = tellerOf(batch, *system);
        if (!teller) {
            batch.noteUnreached(target.nodeIds);
            co_return ExitCode::Unreachable;
        }
        asked = {*teller};
        common.system = system->name;
        if (system->membership) {
            const SystemSettings &settings = system->membership->terms.settings;
            common.policy = settings.restorePolicy;
            common.partialOutage = settings.partialOutage;
            common.restoreWindowSeconds = settings.restoreWindowSeconds;
        }
    }
    auto code = ExitCode::Well;
    for (const QString &nodeId : std::as_const(asked)) {
        const auto view = co_await callNode<api::RestoreShow>(batch.console.actions(), nodeId, {});
        if (!view) {
            code = worse(code, batch.failed(view.error()));
            continue;
        }
        RestorePolicyRow row = common;
        row.node = batch.nameOf(nodeId);
        row.nodeId = nodeId;
        row.view = *view;
        if (row.system.isEmpty()) {
            row.policy = view->setAside;
            if (!row.policy && view->own)
                row.policy = view->own->policy;
        }
        if (batch.out.isJson())
            batch.out.json(row);
        else
            printView(batch, row);
    }
    co_return code;
}

QCoro::Task<ExitCode> RestorePolicyCommand::setNode(Batch &batch, QString nodeId)
{
    const RestorePolicyParams params{policy(), m_isOnce};
    const auto set = co_await callNode<api::RestoreSetPolicy>(batch.console.actions(), nodeId, params);
    if (!set)
        co_return batch.failed(set.error());
    const FleetSystem *system = batch.fleet().systemOf(nodeId);
    if (batch.out.isJson()) {
        batch.out.json(RestorePolicySet{{}, batch.nameOf(nodeId), params.policy, m_isOnce, {}});
        co_return ExitCode::Well;
    }
    batch.out.line(u"%1 has the policy %2%3."_s.arg(batch.nameOf(nodeId), policyKey(params.policy),
                                                    m_isOnce ? u" for the next time"_s : QString()),
                   Tone::Well);
    if (system && !system->isOwn())
        batch.out.note(u"It is for when it reaches no coordinator; the policy of %1 is another: "
                       "muster restore-policy show %1"_s.arg(system->name));
    co_return ExitCode::Well;
}

QCoro::Task<ExitCode> RestorePolicyCommand::setSystem(Batch &batch, QString name)
{
    const FleetSystem known = batch.fleet().systems().value(name);
    const RestorePolicy wanted = policy();
    if (m_isOnce) {
        co_return batch.badInput({ErrorCode::Invalid,
                                  u"a system has no policy for the next time only"_s,
                                  {},
                                  u"--once"_s,
                                  u"set it, and set it back after the outage"_s});
    }
    MembershipWish wish;
    SystemSettings settings = known.membership ? known.membership->terms.settings : SystemSettings();
    const RestorePolicy before = settings.restorePolicy;
    settings.restorePolicy = wanted;
    RestorePolicySet document{name, {}, wanted, false, {}};
    if (before == wanted) {
        if (batch.out.isJson())
            batch.out.json(document);
        else
            batch.out.line(u"%1 has the policy %2 already."_s.arg(name, policyKey(wanted)), Tone::Well);
        co_return ExitCode::Well;
    }
    wish.settings = settings;
    const auto draft = draftSystem(batch.fleet(), batch.console.actions(), name, wish);
    if (!draft)
        co_return batch.failed(draft.error());
    const SystemDraft checked = co_await checkDraft(batch.console.actions(), *draft);
    auto code = ExitCode::Well;
    for (const MemberChange &change : checked.changes) {
        if (!change.objection)
            continue;
        batch.out.note("muster: "_L1 + describe(change.objection->why), Tone::Care);
        if (change.objection->blocks)
            code = worse(code, exitCodeOf(change.objection->why.code));
    }
    if (checked.isBlocked())
        co_return code;
    if (!m_isAgreed && ::isatty(STDIN_FILENO) == 1) {
        const QString question =
            u"Change the policy of %1 from %2 to %3? [y/N]"_s.arg(name, policyKey(before), policyKey(wanted));
        const QString answer = co_await console::ask(batch.out, question, batch.stop);
        if (!answer.startsWith(u'y', Qt::CaseInsensitive)) {
            batch.out.note(u"Nothing was changed."_s);
            co_return ExitCode::BrokenOff;
        }
    }
    const auto results = co_await applyDraft(batch.console.actions(), checked);
    for (const MemberResult &result : results) {
        if (result.answer)
            continue;
        document.failed.append(u"%1: %2"_s.arg(batch.nameOf(result.nodeId), result.answer.error().text));
        code = worse(code, takesOverLater(checked, result) ? ExitCode::NotWell
                                                           : exitCodeOf(result.answer.error().code));
    }
    if (batch.out.isJson()) {
        batch.out.json(document);
        co_return code;
    }
    for (const QString &one : std::as_const(document.failed))
        batch.out.note("muster: "_L1 + one, Tone::Care);
    if (document.failed.size() < results.size())
        batch.out.line(u"%1 has the policy %2."_s.arg(name, policyKey(wanted)), Tone::Well);
    co_return code;
}

} // namespace muster::console
