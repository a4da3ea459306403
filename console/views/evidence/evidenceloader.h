// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/fleet/fleetactions.h"
#include "console/views/place.h"

#include <QHash>

#include <optional>

namespace muster::console {

/// Fetches the evidence of failures, each once; keeps what was loaded while the next is on its way. Asked
/// again by hand it starts a job on the node that collects it anew, and fetches it when the job is done.
class EvidenceLoader : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype MaxKept = 64;

    enum class State { Nothing, Loading, Loaded, Failed, Collecting };

    EvidenceLoader(Fleet &fleet, FleetActions &actions, QObject *parent = nullptr);

    void show(const Subject &subject);
    void retry();
    void collectAgain();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const UnitEvidence *evidence() const; ///< null while nothing was loaded of what is shown
    [[nodiscard]] const Error &error() const { return m_error; }

Q_SIGNALS:
    void changed();

private:
    struct Kept
    {
        UnitEvidence evidence;
        quint64 usedAt = 0;
    };

    [[nodiscard]] static QString keyOf(const Subject &subject);
    void fetch(const Subject &subject);
    void take(const Subject &subject, const Result<UnitEvidence> &result);
    void keep(const Subject &subject, const UnitEvidence &evidence);
    void jobStarted(const Subject &subject, const Result<QByteArray> &answer);
    void watchJob(const QHash<QString, NodeAspects> &changed);
    void takeEvents(const QList<FleetEvent> &events); ///< evidence that has come since
    void set(State state, const Error &error = {});

    Fleet &m_fleet;
    FleetActions &m_actions;
    Subject m_subject;
    State m_state = State::Nothing;
    Error m_error;
    QHash<QString, Kept> m_kept;
    quint64 m_uses = 0;
    QString m_job; ///< that collects; empty when none runs
    Subject m_jobSubject;
};

} // namespace muster::console
