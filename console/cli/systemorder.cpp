// SPDX-License-Identifier: Apache-2.0
#include "console/cli/systemorder.h"

#include "console/systems/systemdraft.h"

#include "shared/tls/endpoint.h"

#include <CLI/CLI.hpp>

#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QString textOf(const std::string &word)
{
    return QString::fromStdString(word);
}

std::unexpected<Error> unreadable(const QString &option, const QString &word, const QString &form)
{
    return fail(Error{
        ErrorCode::Invalid, u"\"%1\" cannot be read"_s.arg(word), {}, option, u"write it as %1"_s.arg(form)});
}

/// NODE[@ADDRESS]
Result<NewMember> memberOf(const Fleet &fleet, const QString &word)
{
    const qsizetype at = word.lastIndexOf(u'@');
    const auto nodeId = resolveNode(fleet, at < 0 ? word : word.first(at));
    if (!nodeId)
        return fail(nodeId.error());
    NewMember member = newMember(*fleet.node(*nodeId));
    if (at < 0)
        return member;
    const auto endpoint = Endpoint::parse(word.sliced(at + 1));
    if (!endpoint)
        return fail(endpoint.error());
    member.address = endpoint->toString();
    return member;
}

/// [k=]NODE[@ADDRESS]
Result<NewMember> numberedMember(const Fleet &fleet, const QString &word)
{
    bool hasNumber = false;
    const int number = word.section(u'=', 0, 0).toInt(&hasNumber);
    hasNumber = hasNumber && word.contains(u'=');
    auto member = memberOf(fleet, hasNumber ? word.section(u'=', 1) : word);
    if (!member || !hasNumber)
        return member;
    if (number < 1 || number > MaxMembers)
        return unreadable(u"MEMBER"_s, word, u"k=NODE, with k from 1 to %1"_s.arg(MaxMembers));
    member->instance = number;
    return member;
}

template <typename Word>
Result<Word> wordOf(const QString &option, const std::string &word)
{
    const auto words = QMetaEnum::fromType<Word>();
    QStringList known;
    for (int i = 0; i < words.keyCount(); ++i) {
        const auto key = QString::fromLatin1(words.key(i));
        if (key.compare(textOf(word), Qt::CaseInsensitive) == 0)
            return Word(words.value(i));
        known.append(key.toLower());
    }
    return unreadable(option, textOf(word), known.join(" or "_L1));
}

} // namespace

void SystemOrder::declareMembers(CLI::App &verb)
{
    verb.add_option("MEMBER", m_members,
                    "a node, k=NODE to number it yourself, NODE@ADDRESS where others reach it elsewhere")
        ->required();
}

void SystemOrder::declareChanges(CLI::App &verb)
{
    verb.add_option("--name", m_name, "another name");
    verb.add_option("--add", m_members, "a node to add: [k=]NODE[@ADDRESS]");
    verb.add_option("--remove", m_removed, "a node to take out");
    verb.add_option("--replace", m_replaced, "OLD=NEW: another node in place of one, with its number");
    verb.add_option("--number", m_numbers, "NODE=k: another number for a member");
}

void SystemOrder::declareCoordinator(CLI::App &verb)
{
    verb.add_option("--coordinator", m_coordinator, "the member that speaks for the whole");
}

void SystemOrder::declareSettings(CLI::App &verb)
{
    verb.add_option("--mode", m_mode, "how the coordinator is chosen: static or etcd");
    verb.add_option("--lease", m_lease, "how long it may act after it was last confirmed, seconds")
        ->check(CLI::Range(3, 300));
    verb.add_option("--max-skew", m_skew, "how far clocks may be apart before it is told, milliseconds")
        ->check(CLI::Range(10, 600'000));
    verb.add_option("--forwarded-role", m_role,
                    "the most that the coordinator's word gives a caller: viewer, operator or admin");
    verb.add_option("--replicas", m_replicas, "on how many further members files are kept")
        ->check(CLI::Range(0, 16));
    verb.add_option("--replica-bytes", m_replicaBytes, "how much of others' files a member keeps")
        ->check(CLI::NonNegativeNumber);
    verb.add_option("--unavailable-after", m_unavailableAfter,
                    "how long a member may be silent until its state counts as Unknown, seconds")
        ->check(CLI::Range(5, 86'400));
    verb.add_option("--reset-grace", m_resetGrace,
                    "the same for one that has announced that its management restarts, seconds")
        ->check(CLI::Range(5, 86'400));
    verb.add_option("--restore-window", m_restoreWindow,
                    "how long the other members are waited for after an outage, seconds")
        ->check(CLI::Range(1, 3600));
    verb.add_option("--boot-stall", m_bootStall,
                    "how long a host may be at one stage of its boot while its earlier boots tell nothing, "
                    "seconds; 0: as long as it likes")
        ->check(CLI::Range(0, 86'400));
    verb.add_option("--partial-outage", m_partialOutage,
                    "members that lost power while others did not: rejoin, hold (stay off) or system (as if "
                    "all had)");
    verb.add_option("--facet-rule", m_facetRules,
                    "FACET=RULE: how the system's value comes about: Host=Majority; Least is the usual one")
        ->allow_extra_args(false);
}

void SystemOrder::declareForce(CLI::App &verb)
{
    verb.add_flag("--force", m_isForced, "the old coordinator is switched off, and I know it");
}

Result<MembershipWish> SystemOrder::wish(const Fleet &fleet, const FleetSystem *known) const
{
    MembershipWish wish;
    wish.isForced = m_isForced;
    if (m_name)
        wish.name = textOf(*m_name);
    if (const auto added = addMembers(fleet, wish); !added)
        return fail(added.error());
    if (const auto taken = takeChanges(fleet, wish); !taken)
        return fail(taken.error());
    if (m_coordinator) {
        const auto nodeId = resolveNode(fleet, textOf(*m_coordinator));
        if (!nodeId)
            return fail(nodeId.error());
        wish.coordinator = *nodeId;
    }
    const SystemSettings before =
        known && known->membership ? known->membership->terms.settings : SystemSettings();
    if (const auto taken = takeSettings(before, wish); !taken)
        return fail(taken.error());
    return wish;
}

Result<void> SystemOrder::addMembers(const Fleet &fleet, MembershipWish &wish) const
{
    for (const std::string &word : m_members) {
        const auto member = numberedMember(fleet, textOf(word));
        if (!member)
            return fail(member.error());
        wish.added.append(*member);
    }
    return {};
}

Result<void> SystemOrder::takeChanges(const Fleet &fleet, MembershipWish &wish) const
{
    for (const std::string &word : m_removed) {
        const auto nodeId = resolveNode(fleet, textOf(word));
        if (!nodeId)
            return fail(nodeId.error());
        wish.removed.append(*nodeId);
    }
    for (const std::string &word : m_replaced) {
        const QString text = textOf(word);
        if (!text.contains(u'='))
            return unreadable(u"--replace"_s, text, u"OLD=NEW"_s);
        const auto old = resolveNode(fleet, text.section(u'=', 0, 0));
        const auto made = old ? memberOf(fleet, text.section(u'=', 1)) : Result<NewMember>();
        if (!old || !made)
            return fail(old ? made.error() : old.error());
        wish.replaced.insert(*old, *made);
    }
    for (const std::string &word : m_numbers) {
        const QString text = textOf(word);
        bool isNumber = false;
        const int number = text.section(u'=', -1).toInt(&isNumber);
        if (!isNumber || number < 1 || number > MaxMembers || !text.contains(u'='))
            return unreadable(u"--number"_s, text, u"NODE=k, with k from 1 to %1"_s.arg(MaxMembers));
        const auto nodeId = resolveNode(fleet, text.section(u'=', 0, -2));
        if (!nodeId)
            return fail(nodeId.error());
        wish.numbers.insert(*nodeId, number);
    }
    return {};
}

Result<void> SystemOrder::takeRules(SystemSettings &settings) const
{
    for (const std::string &word : m_facetRules) {
        const auto at = word.find('=');
        if (at == std::string::npos)
            return unreadable(u"--facet-rule"_s, textOf(word), u"FACET=RULE"_s);
        const auto facet = wordOf<Facet>(u"--facet-rule"_s, word.substr(0, at));
        const auto rule = wordOf<AggregateRule>(u"--facet-rule"_s, word.substr(at + 1));
        if (!facet || !rule)
            return fail(facet ? rule.error() : facet.error());
        settings.facetRules.removeIf([&](const FacetRule &one) { return one.facet == *facet; });
        if (*rule != AggregateRule::Least)
            settings.facetRules.append({*facet, *rule});
    }
    return {};
}

Result<void> SystemOrder::takeSettings(const SystemSettings &before, MembershipWish &wish) const
{
    SystemSettings settings = before;
    if (m_mode) {
        const auto mode = wordOf<CoordinatorMode>(u"--mode"_s, *m_mode);
        if (!mode)
            return fail(mode.error());
        settings.coordinatorMode = *mode;
    }
    if (m_role) {
        const auto role = wordOf<Role>(u"--forwarded-role"_s, *m_role);
        if (!role)
            return fail(role.error());
        settings.forwardedRole = *role;
    }
    if (m_partialOutage) {
        const auto outage = wordOf<PartialOutage>(u"--partial-outage"_s, *m_partialOutage);
        if (!outage)
            return fail(outage.error());
        settings.partialOutage = *outage;
    }
    settings.restoreWindowSeconds = m_restoreWindow.value_or(before.restoreWindowSeconds);
    settings.bootStallSeconds = m_bootStall.value_or(before.bootStallSeconds);
    settings.leaseSeconds = m_lease.value_or(before.leaseSeconds);
    settings.maxSkewMilliseconds = m_skew.value_or(before.maxSkewMilliseconds);
    settings.replicas = m_replicas.value_or(before.replicas);
    settings.replicaBytes = m_replicaBytes.value_or(before.replicaBytes);
    settings.unavailableAfterSeconds = m_unavailableAfter.value_or(before.unavailableAfterSeconds);
    settings.resetGraceSeconds = m_resetGrace.value_or(before.resetGraceSeconds);
    if (auto taken = takeRules(settings); !taken)
        return taken;
    if (!(settings == before))
        wish.settings = settings;
    return {};
}

} // namespace muster::console
