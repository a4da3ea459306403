// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/support/dumpstory.h"

#include "console/dumps/listdumps.h"
#include "tests/gui/support/story.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::console::story {

namespace {

constexpr qint64 MiB = 1024 * 1024;

DumpEntry dump(const QString &id, const QString &type, DumpState state, std::chrono::minutes ago, qint64 size)
{
    DumpEntry entry;
    entry.id = id;
    entry.type = type;
    entry.state = state;
    entry.at = now() - ago;
    entry.size = size;
    return entry;
}

} // namespace

void addDumps(Fleet &fleet, DumpBook &book)
{
    for (const char letter : {'a', 'b', 'c', 'd'})
        fleet.update(drawerId(letter), NodeAspect::Facts, [letter](FleetNode &node) {
            node.capabilities.append(DumpsCapability);
            // On drawer-c this console is no administrator.
            node.role = letter == 'c' ? Role::Operator : Role::Admin;
        });
    DumpEntry failed = dump(u"bmc-20261126-1404"_s, u"bmc"_s, DumpState::Complete, 3min, 12 * MiB);
    failed.reason = u"xyz.openbmc_project.State.Error.CriticalServiceFailure"_s;
    failed.unit = u"fan-control.service"_s;
    failed.failureId = failureId();
    DumpEntry asked = dump(u"bmc-20261126-1130"_s, u"bmc"_s, DumpState::Partial, 157min, 31 * MiB);
    asked.requestedBy = u"maria@lab-desk"_s;
    asked.reason = u"before the firmware update"_s;
    asked.why = u"cores: coredumpctl did not end within 60 s"_s;
    asked.offloaded = {{u"lab-desk:/srv/dumps"_s, now() - 150min, QString(64, u'a')}};
    book.setAll(drawerId('b'), {failed, asked});
    DumpEntry running = dump(u"system-20261126-1407"_s, u"system"_s, DumpState::Collecting, 0min, 4 * MiB);
    running.scope = DumpScope::System;
    running.system = u"db-frame-1"_s;
    running.requestedBy = u"maria@lab-desk"_s;
    running.reason = u"hang of the database"_s;
    DumpEntry fetched = dump(u"bmc-20261125-0900"_s, u"bmc"_s, DumpState::Complete, 29h, 18 * MiB);
    fetched.offloading = {u"jo@night-desk"_s};
    fetched.requestedBy = u"jo@night-desk"_s;
    DumpEntry piece = running;
    piece.id += u"-piece"_s;
    piece.pieceOf = running.id;
    book.setAll(drawerId('a'), {running, piece, fetched});
    DumpEntry broken = dump(u"bmc-20261126-0800"_s, u"bmc"_s, DumpState::Failed, 6h, 0);
    broken.why = u"the disk is full: 4.0 MiB are free, 512.0 MiB are needed"_s;
    broken.requestedBy = u"maria@lab-desk"_s;
    book.setAll(drawerId('c'), {broken});
    fleet.flush();
}

QList<DumpEntry> manyDumps(const QString &node, int count)
{
    QList<DumpEntry> entries;
    entries.reserve(count);
    const Timestamp newest = now();
    for (int i = 0; i < count; ++i) {
        DumpEntry entry;
        entry.id = u"%1-%2"_s.arg(i % 7 == 0 ? u"sbe"_s : u"bmc"_s).arg(i, 6, 10, QLatin1Char('0'));
        entry.type = i % 7 == 0 ? u"sbe"_s : u"bmc"_s;
        entry.state = i % 97 == 0 ? DumpState::Partial : DumpState::Complete;
        entry.node = node;
        entry.at = newest - std::chrono::minutes(i);
        entry.size = (i * 7919LL) % (64 * MiB);
        entry.reason = u"xyz.openbmc_project.State.Error.CriticalServiceFailure"_s;
        entry.unit = u"service-%1.service"_s.arg(i % 50);
        entries.append(entry);
    }
    return entries;
}

DumpDetails dumpDetails()
{
    const QString hash(64, u'a');
    DumpDetails details;
    details.entry = dump(u"bmc-20261126-1130"_s, u"bmc"_s, DumpState::Partial, 157min, 31 * MiB);
    details.manifest.emplace();
    details.manifest->id = details.entry.id;
    details.manifest->type = details.entry.type;
    details.manifest->members = {
        {u"journal.json"_s, 21 * MiB, hash, {}, DumpContent::Journal, 3, 2140},
        {u"units.json"_s, 81'000, hash, {}, DumpContent::Json, 0, 120},
        {u"kernel.json"_s, 2 * MiB, hash, {}, DumpContent::Journal, 0, 310},
        {u"network.json"_s, 14'000, hash, {}, DumpContent::Json, 1, 45},
        {u"packages.txt"_s, 42'000, hash, {}, DumpContent::Text, 0, 200},
        {u"cores.txt"_s, 0, {}, u"coredumpctl did not end within 60 s"_s, DumpContent::Text, 0, 60'000}};
    return details;
}

DumpKinds dumpKinds()
{
    DumpKind bmc;
    bmc.type = u"bmc"_s;
    bmc.title = u"BMC dump"_s;
    bmc.collectors = {u"journal"_s, u"units"_s, u"kernel"_s, u"network"_s, u"packages"_s};
    DumpKind hostboot;
    hostboot.type = u"hostboot"_s;
    hostboot.title = u"Hostboot dump"_s;
    hostboot.creator = DumpCreator::Host;
    hostboot.unavailable = u"the host's firmware makes it, and this node has no dump manager for it"_s;
    DumpKind system;
    system.type = u"system"_s;
    system.title = u"System dump"_s;
    system.scope = DumpScope::System;
    system.collectors = bmc.collectors;
    return {{bmc, hostboot, system}};
}

} // namespace muster::console::story
