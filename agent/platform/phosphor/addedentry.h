// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/loggederror.h"

#include <QDBusMessage>
#include <QObject>

namespace muster::agent {

class BusService;

/// Learns the name that the error log gives to an entry: older phosphor-logging does not answer with it, but
/// tells everybody of the new entry before it answers. Made before the entry is.
class AddedEntry : public QObject
{
    Q_OBJECT
public:
    AddedEntry(const BusService &log, LoggedError error);

    /// Empty as long as no such entry was told of.
    [[nodiscard]] const QString &name() const { return m_name; }

private Q_SLOTS:
    void takeAdded(const QDBusMessage &message);

private:
    [[nodiscard]] bool isOurs(const QVariantMap &entry) const;

    LoggedError m_error;
    QString m_name;
};

} // namespace muster::agent
