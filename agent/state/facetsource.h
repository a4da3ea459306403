// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/facet.h"

#include <QObject>

namespace muster::agent {

/// The facets of this node as they are now: what is told of a system stands on it.
class NodeFacetsSource : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual NodeFacets facets() const = 0;

Q_SIGNALS:
    /// This facet has changed; also when it came or is gone.
    void changed(muster::Facet facet);
};

} // namespace muster::agent
