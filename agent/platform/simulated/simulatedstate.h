// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/stateplatform.h"

#include <QMap>
#include <QTimer>

#include <chrono>
#include <optional>
#include <utility>

namespace muster::agent {

/// A machine with all facets that exists only here: it is off until it is asked to be on, and takes short
/// steps to get there. Nothing happens by itself.
class SimulatedState : public StatePlatform
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds Step{150};

    explicit SimulatedState(std::chrono::milliseconds step = Step);

    [[nodiscard]] QList<FacetValue> facets() const override;
    [[nodiscard]] QList<ControlAction> actions() const override;
    [[nodiscard]] QCoro::Task<Result<void>> control(ControlAction action) override;
    [[nodiscard]] QCoro::Task<Result<void>> noteStartCause(StartCause cause) override;
    [[nodiscard]] StateFacts facts() const override { return m_facts; }

    /// As if its source said so.
    void set(Facet facet, const QString &value);
    /// As if its source were gone: not known, and why.
    void lose(Facet facet, const QString &why);
    /// Takes requests from now on, and does nothing.
    void ignore(bool isIgnoring) { m_isIgnoring = isIgnoring; }
    /// Answers each request with this error; nothing: takes them.
    void refuse(std::optional<Error> refusal) { m_refusal = std::move(refusal); }
    /// The same of on whose account its host is started.
    void refuseCause(std::optional<Error> refusal) { m_causeRefusal = std::move(refusal); }

private:
    using Steps = QList<std::pair<Facet, QString>>;
    [[nodiscard]] static Steps stepsOf(ControlAction action);
    void next();

    QMap<Facet, FacetValue> m_facets;
    Steps m_steps;
    StateFacts m_facts;
    std::optional<Error> m_causeRefusal;
    QTimer m_timer;
    std::optional<Error> m_refusal;
    bool m_isIgnoring = false;
};

} // namespace muster::agent
