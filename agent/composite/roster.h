// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/beats.h"
#include "agent/composite/links.h"

#include <QHash>
#include <QSet>

namespace muster::agent {

/// The members whose clocks are surely further than `allowed` from what most of them show: the middle of all
/// counts as right, so that a coordinator whose own clock is wrong is named and not the others. Who was named
/// stays so until it is within four fifths. Pure.
/// @param readings by node id; the coordinator's own is 0
[[nodiscard]] QSet<QString> skewedMembers(const QHash<QString, ClockReading> &readings,
                                          std::chrono::milliseconds allowed, const QSet<QString> &before);

/// The members as the hub sees them: present or not, since when, and how their clocks are. Kept for all
/// members, so memory per member matters.
class Roster : public QObject
{
    Q_OBJECT
public:
    /// Borrowed; they outlive the roster.
    Roster(Links &links, Beats &beats, QObject *parent = nullptr);

    /// By number; empty where this node is not the hub.
    [[nodiscard]] QList<MemberView> views() const;
    [[nodiscard]] MemberView view(const QString &nodeId) const;

Q_SIGNALS:
    /// It came, went, or took another membership over.
    void changed(const QString &nodeId);
    void skewChanged(const QString &nodeId, bool isSkewed);

private:
    void follow();
    void noteAnswer(const QString &nodeId, const BeatAnswer &answer);
    void judgeClocks();
    void judgeSoon();

    struct Seen
    {
        bool isLinked = false;
        qint64 generation = 0;
        std::optional<Timestamp> since;
    };
    Links &m_links;
    Beats &m_beats;
    QHash<QString, Seen> m_seen;
    QSet<QString> m_skewed;
    QTimer m_judge; ///< many answers are judged together
};

} // namespace muster::agent
