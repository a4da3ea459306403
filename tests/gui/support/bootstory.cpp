// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/support/bootstory.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::console::story {

namespace {

BootRecord record(qint64 number, Timestamp began, BootOutcome outcome,
                  const QList<std::pair<QString, std::chrono::milliseconds>> &stages)
{
    BootRecord boot;
    boot.number = number;
    boot.beganAt = began;
    boot.outcome = outcome;
    std::chrono::milliseconds total{};
    for (const auto &[name, length] : stages) {
        boot.stages.append({name, began + total, length.count()});
        total += length;
    }
    boot.milliseconds = total.count();
    if (outcome != BootOutcome::UnderWay)
        boot.endedAt = began + total;
    return boot;
}

} // namespace

BootHistory boots(Timestamp present)
{
    BootHistory history;
    history.clock = present;
    history.hasProgress = true;
    history.bootStallSeconds = 1200;
    const auto whole = [&](qint64 number, std::chrono::hours ago, std::chrono::milliseconds pci) {
        return record(number, present - ago, BootOutcome::Running,
                      {{u"MemoryInit"_s, 41s}, {u"BusInit"_s, 6s}, {u"PCIInit"_s, pci}, {u"OSStart"_s, 34s}});
    };
    BootRecord failed = record(4, present - 20h, BootOutcome::Failed, {{u"MemoryInit"_s, 93s}});
    failed.why = u"the host is Quiesced"_s;
    history.boots = {record(5, present - 4min, BootOutcome::UnderWay,
                            {{u"MemoryInit"_s, 44s}, {u"BusInit"_s, 6s}, {u"PCIInit"_s, 190s}}),
                     failed, whole(3, 30h, 20s), whole(2, 75h, 19s), whole(1, 400h, 22s)};
    history.stall = BootStall{u"PCIInit"_s, present - 2min, 66'000, true,
                              u"three times the longest of 3 earlier boots"_s};
    return history;
}

} // namespace muster::console::story
