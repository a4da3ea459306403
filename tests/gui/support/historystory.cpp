// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/support/historystory.h"

#include "shared/model/codec.h"
#include "tests/gui/support/story.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::console::story {

QList<FleetEvent> dayOfState(Timestamp present)
{
    QList<FleetEvent> events;
    qint64 sequence = 0;
    const auto add = [&](std::chrono::minutes ago, QLatin1StringView kind, const QByteArray &data) {
        FleetEvent one{drawerId('a'), u"e"_s, {}};
        one.event.sequence = ++sequence;
        one.event.at = present - ago;
        one.event.topic = Topic::State;
        one.event.kind = kind;
        one.event.data.text = data;
        events.append(one);
    };
    const auto tell = [&](std::chrono::minutes ago, Facet facet, const QString &value,
                          Health health = Health::OK, Agreement agreement = Agreement::Unanimous) {
        SystemFacet whole;
        whole.facet = facet;
        whole.value = value;
        whole.health = health;
        whole.agreement = agreement;
        add(ago, events::SystemFacetChanged, toJson(whole));
    };
    const auto coordinates = [&](std::chrono::minutes ago, const QString &nodeId) {
        CoordinatorView view;
        view.acting = nodeId;
        add(ago, events::CoordinatorChanged, toJson(view));
    };
    for (const std::chrono::minutes ago : {23h, 5h}) {
        coordinates(ago, drawerId('a'));
        tell(ago, Facet::Bmc, u"Ready"_s);
        tell(ago, Facet::Chassis, ago > 6h ? u"Off"_s : u"On"_s);
        tell(ago, Facet::Host, ago > 6h ? u"Off"_s : u"Running"_s);
        tell(ago, Facet::BootProgress, ago > 6h ? u"Unspecified"_s : u"OSRunning"_s);
        if (ago > 6h) {
            tell(20h, Facet::Chassis, u"TransitioningToOn"_s);
            tell(20h, Facet::Chassis, u"On"_s);
            tell(20h, Facet::Host, u"TransitioningToRunning"_s);
            tell(20h, Facet::BootProgress, u"MemoryInit"_s);
            tell(1196min, Facet::Host, u"Running"_s);
            tell(1196min, Facet::BootProgress, u"OSRunning"_s);
            tell(9h, Facet::Bmc, u"Quiesced"_s, Health::Critical);
            tell(8h, Facet::Bmc, u"Ready"_s);
            coordinates(330min, {});
        }
    }
    tell(130min, Facet::Bmc, u"Ready"_s, Health::Unknown, Agreement::Partial);
    tell(130min, Facet::Host, u"Running"_s, Health::Unknown, Agreement::Partial);
    tell(40min, Facet::Bmc, u"Quiesced"_s, Health::Critical, Agreement::Partial);
    std::ranges::stable_sort(events, {}, [](const FleetEvent &one) { return one.event.at; });
    return events;
}

ScheduleList schedules(Timestamp present)
{
    const auto one = [present](const QString &id, ControlAction action, std::chrono::minutes in,
                               ScheduleState state) {
        Schedule schedule;
        schedule.id = id;
        schedule.action = action;
        schedule.at = present + in;
        schedule.setBy = u"console"_s;
        schedule.setByName = u"ops@night-desk"_s;
        schedule.setAt = present - 26h;
        schedule.state = state;
        return schedule;
    };
    ScheduleList list;
    list.system = u"db-frame-1"_s;
    list.acting = drawerId('a');
    list.clock = present;
    list.schedules = {one(u"s-missed"_s, ControlAction::PowerOn, -49h, ScheduleState::Missed),
                      one(u"s-done"_s, ControlAction::SoftOff, -24h, ScheduleState::Fired),
                      one(u"s-off"_s, ControlAction::SoftOff, 6h, ScheduleState::Waiting),
                      one(u"s-on"_s, ControlAction::PowerOn, 15h, ScheduleState::Waiting)};
    list.schedules[0].why = u"Nobody coordinated the system at its time; set it again"_s;
    list.schedules[3].warnings = {u"The clock of drawer-b is 4.8 s ahead of the coordinator's"_s};
    return list;
}

} // namespace muster::console::story
