// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/facet.h"

#include <QCoroTask>
#include <QList>
#include <QObject>

namespace muster::agent {

/// The state of the machine in facets, and what may be asked of it. A platform tells what its sources say; it
/// never puts a value where none of them said one.
class StatePlatform : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Those that the machine has, each once. The value is Unknown, with why, where the source does not tell
    /// it now; health is told only where the source says it of itself. `changedAt` is the source's own time,
    /// `observedAt` when it last said so.
    [[nodiscard]] virtual QList<FacetValue> facets() const = 0;
    /// What can be asked of it now; empty where nothing can.
    [[nodiscard]] virtual QList<ControlAction> actions() const = 0;
    /// Asks for it. Nothing when the request is taken: what comes of it the facets tell.
    /// Errors: Unsupported, Conflict, Busy, Unavailable, Timeout, Forbidden.
    [[nodiscard]] virtual QCoro::Task<Result<void>> control(ControlAction action) = 0;
    /// Has the host keep on whose account it was just asked to start, where it keeps such a thing. Errors:
    /// Unavailable, Timeout, Forbidden, Invalid.
    [[nodiscard]] virtual QCoro::Task<Result<void>> noteStartCause(StartCause cause);
    /// What it tells beside the facets; told of by changed() of Host and Chassis.
    [[nodiscard]] virtual StateFacts facts() const { return {}; }

Q_SIGNALS:
    /// The facet may be another: its value, its raw value, what was requested, why it is not known; or there
    /// is one more or less.
    void changed(muster::Facet facet);
    /// actions() may be others.
    void actionsChanged();
};

} // namespace muster::agent
