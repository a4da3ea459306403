// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/stateplatform.h"

namespace muster::test {

/// A machine whose facets are as a test says. What is asked of it is taken, and nothing comes of it.
class ToldState : public agent::StatePlatform
{
    Q_OBJECT
public:
    [[nodiscard]] QList<FacetValue> facets() const override { return m_facets; }
    [[nodiscard]] QList<ControlAction> actions() const override { return {ControlAction::PowerOn}; }
    [[nodiscard]] QCoro::Task<Result<void>> control(ControlAction) override { co_return Result<void>(); }

    void set(Facet facet, const QString &word)
    {
        m_facets.removeIf([&](const FacetValue &one) { return one.facet == facet; });
        FacetValue value;
        value.facet = facet;
        value.value = word;
        value.raw = QStringLiteral("xyz.") + word;
        value.observedAt = muster::now();
        m_facets.append(value);
        Q_EMIT changed(facet);
    }

private:
    QList<FacetValue> m_facets;
};

} // namespace muster::test
