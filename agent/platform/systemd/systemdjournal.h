// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/timestamp.h"

#include <QByteArray>
#include <QDeadlineTimer>
#include <QList>

#include <chrono>
#include <memory>
#include <stop_token>

struct sd_journal;

namespace muster::agent {

/// This machine's own journal, for one reading of it. Blocks on the disk, so it is used on a thread of its
/// own.
class SystemdJournal
{
public:
    /// What one reading may take.
    struct Limits
    {
        qsizetype fieldBytes; ///< as much of each field is read; one of them may be megabytes long
        std::chrono::milliseconds time; ///< the reading ends then with Timeout
        std::stop_token stop; ///< or with Cancelled when the agent ends
    };

    /// Errors: Unavailable, Forbidden.
    [[nodiscard]] static Result<SystemdJournal> open(const Limits &limits);

    /// Chooses entries by "NAME=value": of several values of one name any, of several names all must be
    /// there. orElse() begins another choice beside the first; chooseAnew() takes back all.
    void chooseAnew();
    void choose(const QByteArray &field);
    void orElse();

    void seekEnd();
    void seek(Timestamp at);
    /// @return false when there is no further entry. Errors: Timeout, Cancelled, Unavailable, Forbidden.
    [[nodiscard]] Result<bool> next();
    [[nodiscard]] Result<bool> previous();
    /// Waits for something to be written. @return false when the time is over, or the agent ends
    [[nodiscard]] bool wait(const QDeadlineTimer &deadline);

    /// Of the present entry: what the field holds, empty when it has none such.
    [[nodiscard]] QByteArray field(const char *name) const;
    /// A name for it, which it keeps: its number, and of whose numbers. Empty when it has none.
    [[nodiscard]] QByteArray entryId() const;
    /// Its fields as "NAME=value", in no order, at most so many; what is not text may be among them.
    [[nodiscard]] QList<QByteArray> fields(qsizetype most) const;
    /// When the journal received it.
    [[nodiscard]] Timestamp time() const;

private:
    struct Close
    {
        void operator()(sd_journal *journal) const;
    };
    SystemdJournal(sd_journal *journal, const Limits &limits);
    [[nodiscard]] Result<bool> step(int (*stepIn)(sd_journal *));

    std::unique_ptr<sd_journal, Close> m_journal;
    Limits m_limits;
    QDeadlineTimer m_deadline;
};

} // namespace muster::agent
