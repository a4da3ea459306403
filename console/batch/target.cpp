// SPDX-License-Identifier: Apache-2.0
#include "console/batch/target.h"

#include "shared/json/nearestword.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qsizetype ShortestIdPrefix = 4;
constexpr qsizetype MostCandidates = 8;

struct Meaning
{
    QString name; ///< how to say it without doubt
    Target target;
};

QString bareId(QString text)
{
    return text.remove(u'-').toUpper();
}

QStringList membersOf(const FleetSystem &system)
{
    QStringList ids;
    for (const SystemMember &member : system.members)
        ids.append(member.nodeId);
    return ids;
}

void addSystems(const Fleet &fleet, const QString &text, QList<Meaning> &meanings)
{
    for (const FleetSystem &system : fleet.systems()) {
        // Where two are called the same, the bare name means both.
        const QString plain = system.plainName();
        if (text == system.name || text == plain || text == system.name + "/0"_L1
            || text == plain + "/0"_L1) {
            meanings.append({system.name + "/0"_L1, {membersOf(system), system.name}});
            continue;
        }
        for (const SystemMember &member : system.members) {
            const QString place = u"%1/%2"_s.arg(system.name, QString::number(member.instance));
            if (text == place || text == u"%1/%2"_s.arg(plain, QString::number(member.instance)))
                meanings.append({place, {{member.nodeId}, {}}});
        }
    }
}

QStringList knownNames(const Fleet &fleet)
{
    QStringList names = fleet.systems().keys();
    for (const FleetNode &node : fleet.nodes())
        names.append(node.name);
    names.sort();
    return names;
}

std::unexpected<Error> unknown(const Fleet &fleet, const QString &text)
{
    Error error{ErrorCode::NotFound,
                u"\"%1\" is no node, system or instance of this fleet"_s.arg(text),
                {},
                u"TARGET"_s,
                {}};
    QStringList names = knownNames(fleet);
    if (names.isEmpty()) {
        error.remedy = u"no node is paired yet; begin with \"muster discover\" and \"muster pair ADDRESS\""_s;
    } else if (const QString nearest = nearestWord(text, names); !nearest.isEmpty()) {
        error.remedy = u"did you mean \"%1\"?"_s.arg(nearest);
    } else {
        const bool isMore = names.size() > MostCandidates;
        names = names.first(std::min(names.size(), MostCandidates));
        error.remedy = u"there are: %1%2"_s.arg(names.join(u", "_s), isMore ? u", ..."_s : QString());
    }
    return fail(error);
}

} // namespace

Result<Target> resolveTarget(const Fleet &fleet, const QString &text)
{
    QList<Meaning> meanings;
    addSystems(fleet, text, meanings);
    for (const FleetNode &node : fleet.nodes()) {
        if (node.name == text)
            meanings.append({node.nodeId, {{node.nodeId}, {}}});
    }
    if (const QString prefix = bareId(text); meanings.isEmpty() && prefix.size() >= ShortestIdPrefix) {
        for (const FleetNode &node : fleet.nodes()) {
            if (bareId(node.nodeId).startsWith(prefix))
                meanings.append({node.nodeId, {{node.nodeId}, {}}});
        }
    }
    if (meanings.isEmpty())
        return unknown(fleet, text);
    if (meanings.size() > 1) {
        QStringList names;
        for (const Meaning &meaning : std::as_const(meanings))
            names.append(meaning.name);
        return fail(
            Error{ErrorCode::Conflict,
                  u"\"%1\" means several things"_s.arg(text),
                  {},
                  u"TARGET"_s,
                  u"say which: %1"_s.arg(names.first(std::min(names.size(), MostCandidates)).join(u", "_s))});
    }
    return meanings.first().target;
}

Result<QString> resolveNode(const Fleet &fleet, const QString &text)
{
    const auto target = resolveTarget(fleet, text);
    if (!target)
        return fail(target.error());
    if (target->nodeIds.size() == 1)
        return target->nodeIds.first();
    return fail(Error{ErrorCode::Invalid,
                      u"\"%1\" is a system; one node is needed"_s.arg(text),
                      {},
                      u"TARGET"_s,
                      u"name an instance of it, as %1/1"_s.arg(target->system)});
}

} // namespace muster::console
