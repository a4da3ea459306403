// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/node.h"

#include <QObject>

namespace muster::agent {

/// What the node itself is, as its platform knows it.
class NodePlatform : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// The word in `hello`: systemd, phosphor, sonic, simulated.
    [[nodiscard]] virtual QString name() const = 0;
    [[nodiscard]] virtual NodeFacts facts() const = 0;

Q_SIGNALS:
    /// The wall clock was set: it moved by this many milliseconds against the monotonic one.
    void clockJumped(qint64 milliseconds);
    void factsChanged();
};

} // namespace muster::agent
