// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/dumps/dumpseal.h"

#include <QList>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

namespace muster::agent {

/// The leave of one peer to fetch one dump. What threads that send for it look at is atomic.
class OffloadTicket
{
public:
    using Clock = std::chrono::steady_clock;

    struct Terms
    {
        QString word; ///< by which it is named on the bulk channel
        QString peerId; ///< node id of whom it is for
        QString dumpId;
        QString who; ///< for people: "desk (/srv/dumps)"
        QString folder; ///< of the dump
        DumpSeal seal;
        quint64 hold = 0; ///< in DumpHolds
    };

    explicit OffloadTicket(Terms terms)
        : m_terms(std::move(terms))
    {
    }
    [[nodiscard]] const Terms &terms() const { return m_terms; }

    /// Bytes have moved, or are asked for.
    void touch() { m_lastProgress = Clock::now(); }
    [[nodiscard]] Clock::time_point lastProgress() const { return m_lastProgress; }

    /// The files of the dump could not be read while they were sent.
    void noteUnreadable() { m_isUnreadable = true; }
    [[nodiscard]] bool isUnreadable() const { return m_isUnreadable; }

    /// Stop is requested when the ticket ends.
    [[nodiscard]] std::stop_token life() const { return m_life.get_token(); }
    void end() { m_life.request_stop(); }

private:
    Terms m_terms;
    std::atomic<Clock::time_point> m_lastProgress = Clock::now();
    std::atomic<bool> m_isUnreadable = false;
    std::stop_source m_life;
};

/// The tickets that are open. Used from the agent's own thread and from those that send.
class TicketBook
{
public:
    using TicketPtr = std::shared_ptr<OffloadTicket>;
    struct Limits
    {
        qsizetype perPeer = 64;
        qsizetype inAll = 512;
    };

    TicketBook() = default;
    explicit TicketBook(Limits limits)
        : m_limits(limits)
    {
    }

    /// Gives it a word. Errors: QuotaExceeded, Internal.
    [[nodiscard]] Result<TicketPtr> open(OffloadTicket::Terms terms);
    /// The ticket that a peer names on the bulk channel. Errors: NotFound, also when it is somebody else's:
    /// who guesses words learns nothing.
    [[nodiscard]] Result<TicketPtr> claim(const QString &word, const QString &peerId);
    /// Ends these. @return what they were
    QList<TicketPtr> closeIf(const std::function<bool(const OffloadTicket &)> &goes);
    /// Whoever sends stops; the tickets stay.
    void interruptAll();
    [[nodiscard]] bool isEmpty() const;

private:
    Limits m_limits;
    mutable std::mutex m_mutex;
    QList<TicketPtr> m_tickets;
};

} // namespace muster::agent
