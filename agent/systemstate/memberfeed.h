// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/event.h"
#include "shared/model/facet.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>

#include <chrono>
#include <stop_token>

namespace muster {
class JsonValue;
}

namespace muster::agent {

class Neighbours;
class Session;

/// Follows the members' own state where this node is their hub: all that each knows once it is linked, then
/// each change as it happens there. Nothing is asked again and again.
class MemberFeed : public QObject
{
    Q_OBJECT
public:
    /// A member that is linked and does not tell is asked again after so long.
    static constexpr std::chrono::milliseconds Retry{5'000};

    /// @param neighbours borrowed, outlives this
    explicit MemberFeed(Neighbours &neighbours, QObject *parent = nullptr);
    ~MemberFeed() override;

    /// Asks all that are linked, when this node has become the hub.
    void begin();

Q_SIGNALS:
    void told(const QString &nodeId, const muster::NodeFacets &facets);
    void changed(const QString &nodeId, const muster::FacetValue &facet, muster::Timestamp at);
    /// It answers, but cannot tell.
    void refused(const QString &nodeId, const muster::Error &why);

private:
    void follow(const QString &nodeId);
    QCoro::Task<> ask(QString nodeId);
    void takeEvent(const QString &nodeId, const JsonValue &params);

    Neighbours &m_neighbours;
    std::stop_source m_life;
};

} // namespace muster::agent
