// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/channel.h"
#include "shared/error.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <optional>
#include <unordered_map>

namespace muster::agent {

class KnownPeers;
class MethodTable;
class Neighbours;
class Revoked;
class Session;
struct CallContext;
struct Terms;

/// A member's end of channels (shared/api/channel.h): each is a session like any other, whose caller the
/// coordinator vouches for. What that one may do is decided here, and decided again when it changes.
class ChannelAcceptor : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype MaxSessions = 1024;
    /// From the beginning to hello: the coordinator may be left with a channel that nobody knows of.
    static constexpr std::chrono::milliseconds GreetingTime{30'000};

    /// Offers channel.accept. All are borrowed and outlive this.
    ChannelAcceptor(Neighbours &neighbours, KnownPeers &known, Revoked &revoked, MethodTable &methods,
                    std::chrono::milliseconds greetingTime = GreetingTime, QObject *parent = nullptr);

    [[nodiscard]] qsizetype sessions() const { return qsizetype(m_callers.size()); }

private:
    [[nodiscard]] Result<Nothing> accept(const CallContext &context, const ChannelAcceptParams &params);
    void begin(Session &link, const ChannelAcceptParams &params, const Terms &terms);
    [[nodiscard]] std::optional<Terms> termsOf(const ChannelCaller &caller) const;
    void decideAgain(const std::optional<QString> &nodeId);
    void endThrough(const std::function<bool(const QString &via)> &fits, const QString &why);
    void forget(Session *session);

    Neighbours &m_neighbours;
    KnownPeers &m_known;
    Revoked &m_revoked;
    MethodTable &m_methods;
    std::chrono::milliseconds m_greetingTime;
    std::unordered_map<Session *, ChannelCaller> m_callers; ///< of sessions that are open: children of this
};

} // namespace muster::agent
