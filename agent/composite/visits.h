// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/joining.h"
#include "agent/composite/neighbours.h"

#include <QSet>
#include <QTimer>

#include <functional>

namespace muster::agent {

/// A coordinator that waits for members in vain, or that replaced another one without its knowing, goes to
/// see them: who was replaced while it was away would else wait for ever, for its members are elsewhere.
/// Both leave such a visit with the newer membership.
class Visits : public QObject
{
    Q_OBJECT
public:
    /// How often those are visited who are not linked: every lease, and soon at the beginning.
    static constexpr std::chrono::milliseconds First{500};
    static constexpr int AtOnce = 8;

    /// @param isNeeded whether to look after who is not linked; asked at each turn. Borrowed all.
    Visits(const LinkParts &parts, const Neighbours &neighbours, std::function<bool()> isNeeded,
           QObject *parent = nullptr);
    ~Visits() override;

    /// Looks soon, and again as long as it is needed.
    void begin();

Q_SIGNALS:
    /// This member is known to have that membership.
    void seen(const QString &nodeId, qint64 generation);

private:
    void turn();
    QCoro::Task<> visit(SystemMember member);

    LinkParts d;
    const Neighbours &m_neighbours;
    std::function<bool()> m_isNeeded;
    QTimer m_timer;
    qsizetype m_next = 0; ///< with whom the next turn begins
    QSet<QString> m_visited; ///< visits under way
    std::stop_source m_life;
};

} // namespace muster::agent
