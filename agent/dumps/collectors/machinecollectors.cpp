// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/collectors/machinecollectors.h"

#include "agent/dumps/collectors/commandcollector.h"
#include "agent/dumps/collectors/techsupportcollector.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::agent {

namespace {

using Member = CommandCollector::Member;

constexpr qint64 MaxCoreBytes = 256LL * 1024 * 1024;

QStringList words(const QString &line)
{
    return line.split(u' ');
}

Member text(const QString &name, const QString &line)
{
    return {.name = name, .ways = {words(line)}};
}

Member json(const QString &name, const QString &line)
{
    return {.name = name, .content = DumpContent::Json, .ways = {words(line)}};
}

Member journal(const QString &name, const QString &line)
{
    return {.name = name, .content = DumpContent::Journal, .ways = {words(line)}};
}

/// What there is to say of failed units ends with 3, for they are not active.
Member failedUnits()
{
    Member member =
        text(u"units-failed.txt"_s, u"systemctl status --state=failed --no-pager --full --lines=50"_s);
    member.goodCodes = {0, 3, 4};
    return member;
}

Member kernelLog()
{
    return {
        .name = u"kernel.txt"_s,
        .ways = {words(u"journalctl --dmesg --boot --output=short-iso-precise --no-pager --lines=20000"_s),
                 words(u"dmesg"_s)}};
}

/// coredumpctl ends with 1 when there is none, which is well.
Member coreList()
{
    Member member = json(u"cores.json"_s, u"coredumpctl list --no-pager --json=short --reverse -n 100"_s);
    member.goodCodes = {0, 1};
    return member;
}

Member lastCore()
{
    Member member{.name = u"core.last"_s,
                  .content = DumpContent::Core,
                  .ways = {words(u"coredumpctl dump --quiet COREDUMP_UNIT=%unit%"_s),
                           words(u"coredumpctl dump --quiet"_s)},
                  .maxBytes = MaxCoreBytes,
                  .deadline = 300s};
    return member;
}

Member packages()
{
    return {
        .name = u"packages.txt"_s,
        .ways = {{u"dpkg-query"_s, u"--show"_s, u"--showformat=${Package} ${Version} ${Architecture}\\n"_s},
                 words(u"rpm --query --all"_s),
                 words(u"opkg list-installed"_s)}};
}

} // namespace

Collectors machineCollectors()
{
    Collectors all;
    const auto add = [&all](const QString &word, const QList<Member> &members) {
        all.push_back(std::make_unique<CommandCollector>(word, members));
    };
    add(u"journal"_s,
        {journal(u"journal.jsonl"_s, u"journalctl --boot --output=json --no-pager --lines=20000"_s),
         journal(u"journal-unit.jsonl"_s,
                 u"journalctl --output=json --no-pager --lines=5000 --unit=%unit%"_s)});
    add(u"units"_s, {text(u"units.txt"_s, u"systemctl list-units --all --full --plain --no-pager"_s),
                     failedUnits(), text(u"unit.txt"_s, u"systemctl show --no-pager --all -- %unit%"_s),
                     text(u"jobs.txt"_s, u"systemctl list-jobs --no-pager"_s),
                     text(u"timers.txt"_s, u"systemctl list-timers --all --full --no-pager"_s)});
    add(u"kernel"_s, {kernelLog(), text(u"cmdline.txt"_s, u"cat /proc/cmdline"_s)});
    add(u"cores"_s, {coreList()});
    add(u"corefiles"_s, {lastCore()});
    add(u"network"_s,
        {json(u"network/addresses.json"_s, u"ip -json -details -statistics address show"_s),
         json(u"network/routes.json"_s, u"ip -json route show table all"_s),
         json(u"network/routes6.json"_s, u"ip -6 -json route show table all"_s),
         json(u"network/neighbours.json"_s, u"ip -json neighbour show"_s),
         text(u"network/sockets.txt"_s, u"ss --tcp --udp --all --numeric --processes --info"_s)});
    add(u"packages"_s, {packages(), text(u"os-release.txt"_s, u"cat /etc/os-release"_s)});
    add(u"processes"_s,
        {text(u"processes.txt"_s, u"ps -e -o pid,ppid,user,stat,pcpu,pmem,rss,etimes,wchan:20,args"_s)});
    add(u"storage"_s, {text(u"storage/free.txt"_s, u"df --all --print-type"_s),
                       json(u"storage/devices.json"_s, u"lsblk --json --bytes --output-all"_s),
                       text(u"storage/mounts.txt"_s, u"cat /proc/self/mounts"_s),
                       text(u"storage/memory.txt"_s, u"cat /proc/meminfo"_s)});
    all.push_back(std::make_unique<TechSupportCollector>(u"generate_dump"_s));
    return all;
}

QStringList collectorWords()
{
    QStringList all{u"facts"_s};
    for (const auto &collector : machineCollectors())
        all.append(collector->word());
    return all;
}

} // namespace muster::agent
