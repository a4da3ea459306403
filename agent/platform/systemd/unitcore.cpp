// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/unitcore.h"

#include "shared/model/timestamp.h"

#include "agent/platform/systemd/systemdjournal.h"
#include "agent/platform/systemd/unitjournal.h"

#include <QFileInfo>
#include <QList>

#include <systemd/sd-messages.h>

#include <optional>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// Where systemd-coredump keeps cores, and what it listens on.
const auto CoreFolder = "/var/lib/systemd/coredump/"_L1;
const auto CoreSocket = "/run/systemd/coredump"_L1;

/// Cores that are looked at in search of the run's.
constexpr int MaxCores = 100;

struct RunTime
{
    std::optional<Timestamp> started;
    std::optional<Timestamp> failed; ///< for the first time, if a restart was refused later
};

struct Core
{
    QByteArray pid;
    QString path;
};

/// When the run began and ended, by systemd's own words of it.
Result<RunTime> findRun(SystemdJournal &journal, const QByteArray &invocation)
{
    RunTime run;
    journal.chooseAnew();
    journal.choose("_PID=1");
    journal.choose("INVOCATION_ID=" + invocation);
    journal.seek({});
    const auto begin = journal.next();
    if (!begin)
        return fail(begin.error());
    if (*begin)
        run.started = journal.time();
    journal.choose("MESSAGE_ID=" SD_MESSAGE_UNIT_FAILURE_RESULT_STR);
    journal.seek({});
    const auto end = journal.next();
    if (!end)
        return fail(end.error());
    if (*end)
        run.failed = journal.time();
    return run;
}

/// A core is named for the process and the second in which it died.
Timestamp secondOf(const SystemdJournal &journal)
{
    return std::chrono::floor<std::chrono::seconds>(
        fromMicrosecondsSinceEpoch(journal.field("COREDUMP_TIMESTAMP").toULongLong()));
}

/// Cores of the unit that were dumped in the time of the run, latest first.
Result<QList<Core>> coresIn(SystemdJournal &journal, const QByteArray &unit, const RunTime &run)
{
    journal.chooseAnew();
    chooseCores(journal, unit);
    journal.seekEnd();
    QList<Core> cores;
    auto step = journal.previous();
    for (int looked = 0; step && *step && looked < MaxCores; ++looked, step = journal.previous()) {
        if (journal.time() < run.started)
            break;
        const Timestamp second = secondOf(journal);
        if (second < std::chrono::floor<std::chrono::seconds>(*run.started)
            || (run.failed && second > *run.failed))
            continue;
        cores.append({journal.field("COREDUMP_PID"), QString::fromUtf8(journal.field("COREDUMP_FILENAME"))});
    }
    if (!step)
        return fail(step.error());
    return cores;
}

/// A unit that crashes several times a second leaves cores that only what their processes wrote can tell
/// apart.
Result<bool> isOfOtherRun(SystemdJournal &journal, const QByteArray &unit, const QByteArray &pid,
                          const CoreQuery &query, Timestamp started)
{
    journal.chooseAnew();
    journal.choose("_SYSTEMD_UNIT=" + unit);
    journal.choose("_PID=" + pid);
    journal.seekEnd();
    // Process ids come again: older words are another process's.
    const auto step = journal.previous();
    if (!step)
        return fail(step.error());
    const QByteArray invocation = *step ? journal.field("_SYSTEMD_INVOCATION_ID") : QByteArray();
    constexpr std::chrono::seconds Near{1};
    return !invocation.isEmpty() && journal.time() + Near >= started
           && invocation != query.invocationId.toLatin1();
}

Result<std::optional<Core>> coreOf(SystemdJournal &journal, const CoreQuery &query)
{
    const auto run = findRun(journal, query.invocationId.toLatin1());
    if (!run)
        return fail(run.error());
    if (!run->started)
        return std::nullopt;
    const QByteArray unit = query.unit.toUtf8();
    const auto cores = coresIn(journal, unit, *run);
    if (!cores)
        return fail(cores.error());
    for (const Core &core : *cores) {
        const auto isOther = isOfOtherRun(journal, unit, core.pid, query, *run->started);
        if (!isOther)
            return fail(isOther.error());
        if (!*isOther)
            return core;
    }
    return std::nullopt;
}

/// Only what systemd-coredump keeps is handed out, whatever the journal says.
Result<QString> checked(const QString &path)
{
    const QFileInfo file(path);
    if (!path.startsWith(CoreFolder) || path.sliced(CoreFolder.size()).contains(u'/') || file.isSymLink()
        || !file.isFile())
        return QString();
    if (!file.isReadable())
        return fail({ErrorCode::Forbidden,
                     u"the core may not be read"_s,
                     {},
                     path,
                     u"the agent needs the rights of root for this"_s});
    return path;
}

} // namespace

Result<QString> findCore(const CoreQuery &query, const std::stop_token &stop)
{
    if (query.invocationId.isEmpty())
        return QString();
    auto journal = SystemdJournal::open({MaxJournalLineBytes, JournalDeadline, stop});
    if (!journal)
        return fail(journal.error());
    const bool isAwaited = query.isAwaited && QFileInfo::exists(CoreSocket);
    const QDeadlineTimer deadline(CoreLag);
    auto core = coreOf(*journal, query);
    while (core && !*core && isAwaited && journal->wait(deadline))
        core = coreOf(*journal, query);
    if (!core)
        return fail(core.error());
    return *core ? checked((*core)->path) : QString();
}

void chooseCores(SystemdJournal &journal, const QByteArray &unit)
{
    const auto chooseFrom = [&](const QByteArray &writer) {
        journal.choose("MESSAGE_ID=" SD_MESSAGE_COREDUMP_STR);
        journal.choose("COREDUMP_UNIT=" + unit);
        journal.choose(writer);
    };
    chooseFrom("_SYSTEMD_SLICE=system-systemd\\x2dcoredump.slice");
    journal.orElse();
    chooseFrom("_UID=0");
}

} // namespace muster::agent
