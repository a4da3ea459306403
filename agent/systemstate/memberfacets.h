// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/bootclock.h"
#include "shared/model/facet.h"
#include "shared/state/confirmation.h"

#include <QMap>

#include <chrono>
#include <optional>

namespace muster::agent {

/// What the coordinator knows of one member's facets: what it told last, and whether it still answers. Rules
/// only.
class MemberFacets
{
public:
    using Time = BootClock::time_point;

    /// @param since from when on it is waited for
    MemberFacets(int instance, QString nodeId, QString name, Time since);

    [[nodiscard]] int instance() const { return m_instance; }

    /// All that it knows; it answers from now on.
    void take(const NodeFacets &facets);
    /// One facet has changed. Told by its clock then.
    void take(const FacetValue &facet, Timestamp told);
    /// It answers, and cannot tell its facets: why.
    void takeNothing(const QString &why);
    /// It does not answer any more.
    void lose(Time now);

    /// Whether it has ever told its facets: who has not may have any.
    [[nodiscard]] bool isHeard() const { return m_isHeard; }
    [[nodiscard]] bool isSilent() const { return m_silentSince.has_value(); }
    /// Whether it said that its management restarts while its host goes on.
    [[nodiscard]] bool hasAnnouncedReset() const { return m_hasAnnouncedReset; }
    /// When it counts as unavailable, if it goes on being silent; nothing while it answers.
    [[nodiscard]] std::optional<Time> unavailableAt(std::chrono::milliseconds patience) const;
    [[nodiscard]] QList<Facet> facets() const { return m_facets.keys(); }

    /// What it told last, as it is.
    [[nodiscard]] MemberGlance glance() const;
    /// Its part in a facet of the whole; nothing when it has no such facet.
    /// @param patience how long its silence leaves its word standing
    [[nodiscard]] std::optional<MemberFacet> part(Facet facet, std::chrono::milliseconds patience,
                                                  Time now) const;

private:
    struct Told
    {
        FacetValue value;
        std::optional<qint64> age; ///< when it was told, milliseconds
    };
    void noteContradictions(MemberFacet &part, Facet facet) const;

    int m_instance;
    QString m_nodeId;
    QString m_name;
    QMap<Facet, Told> m_facets;
    QList<Contradiction> m_contradictions;
    QList<ControlAction> m_actions;
    QString m_whyNothing;
    bool m_isHeard = false;
    bool m_hasAnnouncedReset = false;
    std::optional<Time> m_silentSince;
};

} // namespace muster::agent
