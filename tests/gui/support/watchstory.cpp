// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/support/watchstory.h"

#include "shared/api/unitconfig.h"
#include "shared/model/codec.h"
#include "shared/tls/digest.h"
#include "tests/gui/support/story.h"

using namespace Qt::StringLiterals;

namespace muster::console::story {

namespace {

UnitConfig configWith(const QString &text)
{
    UnitConfig config{u"/etc/muster/units.d"_s, {}, {}};
    if (text.isEmpty())
        return config;
    UnitConfigFile file;
    file.name = u"critical.json"_s;
    file.size = text.size();
    file.modifiedAt = now() - std::chrono::hours(51);
    file.hash = QString::fromLatin1(sha256({text.toUtf8()}).toHex());
    file.text = text;
    config.files.append(file);
    return config;
}

UnitConfigCheck checkOf(char letter)
{
    UnitConfigCheck check;
    const auto add = [&check](const QString &unit, WatchChange change, UnitKnowledge known = {}) {
        check.units.append({unit, change, known, false, {}, {}, 0});
    };
    add(u"chassis-heartbeat.service"_s, WatchChange::Added,
        letter == 'b' ? UnitKnowledge::NotFound : UnitKnowledge::Known);
    add(u"fan-control.service"_s, WatchChange::Kept);
    add(u"multi-user.target"_s, WatchChange::Changed);
    check.units.last().results = {u"timeout"_s, u"failed"_s, u"dependency"_s};
    add(u"obmc-console@ttyVUART0.service"_s, WatchChange::Dropped);
    add(u"xyz.openbmc_project.State.BMC.service"_s, WatchChange::Kept);
    check.units.last().immediate = true;
    check.units.last().recovery = u"restart"_s;
    check.units.last().attempts = 3;
    return check;
}

} // namespace

QString watchList()
{
    return uR"({
    "services": [
        "fan-control.service",
        "chassis-heartbeat.service"
    ],
    "immediate_quiesce_services": ["xyz.openbmc_project.State.BMC.service"],
    "targets": {
        "multi-user.target": {
            "errorsToMonitor": ["default"],
            "errorToLog": "xyz.openbmc_project.State.BMC.Error.MultiUserTargetFailure"
        }
    },
    "crashLoop": {"restarts": 5, "seconds": 600}
}
)"_s;
}

void letWatchListsBeEdited(Fleet &fleet, ScriptedActions &actions)
{
    QStringList nodeIds{u"node-lab-bench-3"_s};
    for (const char letter : {'a', 'b', 'c', 'd'}) {
        const QString id = drawerId(letter);
        nodeIds.append(id);
        const QString text = letter == 'a'   ? watchList()
                             : letter == 'b' ? u"{\"services\": [\"fan-control.service\"]}\n"_s
                                             : QString();
        actions.callAnswers.insert(id + " units.config"_L1, toJson(configWith(text)));
        for (const auto &method : {" units.checkConfig"_L1, " units.setConfig"_L1, " units.removeConfig"_L1})
            actions.callAnswers.insert(id + method, toJson(checkOf(letter)));
    }
    for (const QString &id : std::as_const(nodeIds)) {
        fleet.update(id, NodeAspect::Identity, [](FleetNode &node) {
            node.capabilities = {u"units"_s, u"unitConfig"_s};
            node.role = node.name == "lab-bench-3"_L1 ? Role::Operator : Role::Admin;
        });
    }
}

} // namespace muster::console::story
