// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/systemdjournal.h"

#include <QByteArrayView>

#include <systemd/sd-journal.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// How long a wait holds up the end of the agent.
constexpr std::chrono::milliseconds WaitSlice{100};

Error journalError(int result)
{
    Error error{ErrorCode::Unavailable,
                u"the journal cannot be read: %1"_s.arg(QString::fromLocal8Bit(std::strerror(-result))),
                {},
                {},
                {}};
    if (result == -EACCES || result == -EPERM) {
        error.code = ErrorCode::Forbidden;
        error.remedy = u"run the agent as root or in the group systemd-journal"_s;
    }
    return error;
}

} // namespace

void SystemdJournal::Close::operator()(sd_journal *journal) const
{
    sd_journal_close(journal);
}

SystemdJournal::SystemdJournal(sd_journal *journal, const Limits &limits)
    : m_journal(journal)
    , m_limits(limits)
    , m_deadline(limits.time)
{
}

Result<SystemdJournal> SystemdJournal::open(const Limits &limits)
{
    sd_journal *opened = nullptr;
    if (const int result = sd_journal_open(&opened, SD_JOURNAL_LOCAL_ONLY | SD_JOURNAL_SYSTEM); result < 0)
        return fail(journalError(result));
    sd_journal_set_data_threshold(opened, size_t(limits.fieldBytes) + sizeof("MESSAGE="));
    return SystemdJournal(opened, limits);
}

void SystemdJournal::chooseAnew()
{
    sd_journal_flush_matches(m_journal.get());
}

void SystemdJournal::choose(const QByteArray &field)
{
    sd_journal_add_match(m_journal.get(), field.constData(), size_t(field.size()));
}

void SystemdJournal::orElse()
{
    sd_journal_add_disjunction(m_journal.get());
}

void SystemdJournal::seekEnd()
{
    sd_journal_seek_tail(m_journal.get());
}

void SystemdJournal::seek(Timestamp at)
{
    const auto usec = std::chrono::duration_cast<std::chrono::microseconds>(at.time_since_epoch());
    sd_journal_seek_realtime_usec(m_journal.get(), uint64_t(std::max<qint64>(usec.count(), 0)));
}

Result<bool> SystemdJournal::next()
{
    return step(sd_journal_next);
}

Result<bool> SystemdJournal::previous()
{
    return step(sd_journal_previous);
}

Result<bool> SystemdJournal::step(int (*stepIn)(sd_journal *))
{
    if (m_limits.stop.stop_requested())
        return fail(ErrorCode::Cancelled, u"the agent is ending"_s);
    if (m_deadline.hasExpired())
        return fail(ErrorCode::Timeout,
                    u"the journal was not read in %1 s"_s.arg(m_limits.time.count() / 1000));
    const int result = stepIn(m_journal.get());
    if (result < 0)
        return fail(journalError(result));
    return result > 0;
}

bool SystemdJournal::wait(const QDeadlineTimer &deadline)
{
    while (!m_limits.stop.stop_requested() && !deadline.hasExpired()) {
        const auto slice = std::chrono::ceil<std::chrono::microseconds>(
            std::min<std::chrono::nanoseconds>(WaitSlice, deadline.remainingTimeAsDuration()));
        const int result = sd_journal_wait(m_journal.get(), uint64_t(slice.count()));
        if (result < 0)
            return false;
        if (result != SD_JOURNAL_NOP)
            return true;
    }
    return false;
}

QByteArray SystemdJournal::field(const char *name) const
{
    const void *data = nullptr;
    size_t length = 0;
    if (sd_journal_get_data(m_journal.get(), name, &data, &length) < 0)
        return {};
    const QByteArrayView whole(static_cast<const char *>(data), qsizetype(length));
    return whole.sliced(std::min(whole.size(), qsizetype(std::strlen(name)) + 1)).toByteArray();
}

/// Of the cursor (sd_journal_get_cursor(3)) the number "i" and the beginning of its file's id "s".
QByteArray SystemdJournal::entryId() const
{
    char *text = nullptr;
    if (sd_journal_get_cursor(m_journal.get(), &text) < 0)
        return {};
    const QByteArrayList parts = QByteArray(text).split(';');
    std::free(text); // NOLINT(cppcoreguidelines-no-malloc): it is libsystemd's
    QByteArray number;
    QByteArray file;
    for (const QByteArray &part : parts) {
        if (part.startsWith("i="))
            number = part.sliced(2);
        else if (part.startsWith("s="))
            file = part.sliced(2, std::min<qsizetype>(8, part.size() - 2));
    }
    return number.isEmpty() || file.isEmpty() ? QByteArray() : number + '-' + file;
}

QList<QByteArray> SystemdJournal::fields(qsizetype most) const
{
    QList<QByteArray> all;
    const void *data = nullptr;
    size_t length = 0;
    sd_journal_restart_data(m_journal.get());
    while (all.size() < most && sd_journal_enumerate_available_data(m_journal.get(), &data, &length) > 0)
        all.append(QByteArray(static_cast<const char *>(data), qsizetype(length)));
    return all;
}

Timestamp SystemdJournal::time() const
{
    uint64_t usec = 0;
    sd_journal_get_realtime_usec(m_journal.get(), &usec);
    return fromMicrosecondsSinceEpoch(usec);
}

} // namespace muster::agent
