// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/unitpast.h"

#include "agent/platform/systemd/systemdjournal.h"
#include "agent/platform/systemd/unitaddress.h"

#include <systemd/sd-messages.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <optional>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

using Kind = UnitWord::Kind;

constexpr qsizetype MaxFieldBytes = 256;

struct MessageKind
{
    const char *id;
    Kind kind;
    const char *text;
    const char *number;
};
constexpr std::array MessageKinds{
    MessageKind{SD_MESSAGE_UNIT_STOPPING_STR, Kind::Stopping, "JOB_TYPE", nullptr},
    MessageKind{SD_MESSAGE_UNIT_PROCESS_EXIT_STR, Kind::ProcessExit, "EXIT_CODE", "EXIT_STATUS"},
    MessageKind{SD_MESSAGE_UNIT_FAILURE_RESULT_STR, Kind::Failure, "UNIT_RESULT", nullptr},
    MessageKind{SD_MESSAGE_UNIT_RESTART_SCHEDULED_STR, Kind::RestartScheduled, nullptr, "N_RESTARTS"},
    MessageKind{SD_MESSAGE_UNIT_STOPPED_STR, Kind::Stopped, "JOB_TYPE", nullptr},
    // Besides, systemd writes the result of a job once more, without an id. Of a job that was canceled or
    // skipped it writes nothing.
    MessageKind{SD_MESSAGE_UNIT_FAILED_STR, Kind::JobFailed, "JOB_RESULT", nullptr},
};

QString fieldText(const SystemdJournal &journal, const char *field)
{
    return field ? QString::fromUtf8(journal.field(field)) : QString();
}

std::optional<UnitWord> wordAt(const SystemdJournal &journal)
{
    const QByteArray id = journal.field("MESSAGE_ID");
    const auto message = std::ranges::find_if(MessageKinds, [&](const MessageKind &m) { return id == m.id; });
    if (message == MessageKinds.end())
        return std::nullopt;
    // Other processes of a unit end too: those of ExecStartPre=, ExecStop= and the like.
    if (message->kind == Kind::ProcessExit && journal.field("COMMAND") != "ExecStart")
        return std::nullopt;
    UnitWord word{message->kind,
                  journal.time(),
                  fieldText(journal, "INVOCATION_ID"),
                  fieldText(journal, message->text),
                  fieldText(journal, message->number).toLongLong(),
                  {}};
    if (word.kind == Kind::JobFailed)
        word.job = jobId(fieldText(journal, "_BOOT_ID"), fieldText(journal, "JOB_ID"));
    return word;
}

void chooseWords(SystemdJournal &journal, const QString &unit)
{
    journal.chooseAnew();
    journal.choose("_PID=1");
    journal.choose("UNIT=" + unit.toUtf8());
    for (const MessageKind &message : MessageKinds) {
        if ((message.kind == Kind::JobFailed) == isTarget(unit))
            journal.choose("MESSAGE_ID=" + QByteArray(message.id));
    }
}

/// Oldest first.
Result<QList<UnitWord>> wordsOn(SystemdJournal &journal, const QString &unit, Timestamp since, qsizetype most)
{
    chooseWords(journal, unit);
    journal.seekEnd();
    QList<UnitWord> words;
    auto step = journal.previous();
    for (; step && *step && words.size() < most; step = journal.previous()) {
        if (journal.time() < since)
            break;
        if (auto word = wordAt(journal))
            words.append(std::move(*word));
    }
    if (!step)
        return fail(step.error());
    std::ranges::reverse(words);
    return words;
}

int codeOf(const QString &word)
{
    return word == "exited"_L1   ? CLD_EXITED
           : word == "killed"_L1 ? CLD_KILLED
           : word == "dumped"_L1 ? CLD_DUMPED
                                 : 0;
}

/// One run of a unit, word by word.
struct PastRun
{
    PastFailure failure;
    std::optional<qint64> scheduled; ///< what the restart after it is counted as
    bool hasFailed = false;
    bool isRefused = false; ///< that restart was refused

    void take(const UnitWord &word);
};

void PastRun::take(const UnitWord &word)
{
    switch (word.kind) {
    case Kind::Stopping:
        failure.stopWasAsked = true;
        break;
    case Kind::ProcessExit:
        failure.mainCode = codeOf(word.text);
        failure.mainStatus = int(word.number);
        break;
    case Kind::Failure:
        // Each further start that is refused is told as another failure of the run of before.
        if (hasFailed && (!scheduled || isRefused))
            break;
        isRefused = hasFailed;
        hasFailed = true;
        failure.result = word.text;
        failure.at = word.at;
        failure.wasRestarted = false;
        break;
    case Kind::RestartScheduled:
        scheduled = word.number;
        failure.restarts = word.number - 1;
        failure.wasRestarted = true;
        break;
    case Kind::Stopped:
        if (word.text == "stop"_L1 || !scheduled)
            failure.stopWasAsked = true;
        break;
    case Kind::JobFailed:
        break;
    }
}

QList<UnitJobEnd> jobsIn(const QList<UnitWord> &words, const QString &unit, Timestamp since)
{
    QList<UnitJobEnd> jobs;
    for (const UnitWord &word : words) {
        if (word.at >= since)
            jobs.append({word.job, unit, word.text, word.at});
    }
    return jobs;
}

template <typename T>
void keepLatestOf(QList<T> &all)
{
    std::ranges::stable_sort(all, {}, &T::at);
    if (all.size() > MaxPast)
        all.remove(0, all.size() - MaxPast);
}

} // namespace

QList<PastFailure> failuresIn(const QList<UnitWord> &words, const QString &unit, Timestamp since)
{
    QList<PastFailure> failures;
    PastRun run;
    const auto end = [&] {
        if (run.hasFailed && run.failure.at >= since)
            failures.append(run.failure);
    };
    for (const UnitWord &word : words) {
        if (word.invocationId != run.failure.invocationId) {
            end();
            PastRun next;
            next.failure.unit = unit;
            next.failure.invocationId = word.invocationId;
            if (run.scheduled && !run.isRefused)
                next.failure.restarts = *run.scheduled;
            run = next;
        }
        run.take(word);
    }
    end();
    return failures;
}

void keepLatest(UnitPast &past)
{
    keepLatestOf(past.failures);
    keepLatestOf(past.jobs);
}

Result<UnitPast> readUnitPast(const PastQuery &query, const std::stop_token &stop)
{
    auto journal = SystemdJournal::open({MaxFieldBytes, PastDeadline, stop});
    if (!journal)
        return fail(journal.error());
    UnitPast past;
    for (const auto &[name, unit] : query.units.asKeyValueRange()) {
        const auto words = wordsOn(*journal, unit, query.since - PastContext, query.wordsOfEach);
        if (!words)
            return fail(words.error());
        if (isTarget(unit))
            past.jobs.append(jobsIn(*words, name, query.since));
        else
            past.failures.append(failuresIn(*words, name, query.since));
        if (past.failures.size() + past.jobs.size() > 2 * MaxPast)
            keepLatest(past);
    }
    keepLatest(past);
    return past;
}

} // namespace muster::agent
