// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/phosphor/addedentry.h"

#include "agent/platform/busservice.h"
#include "agent/platform/phosphor/phosphornames.h"

#include <QDBusArgument>
#include <QDBusObjectPath>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

AddedEntry::AddedEntry(const BusService &log, LoggedError error)
    : m_error(std::move(error))
{
    log.connection().connect(log.owner(), phosphor::LogPath, phosphor::ObjectManager, u"InterfacesAdded"_s,
                             this, SLOT(takeAdded(QDBusMessage)));
}

void AddedEntry::takeAdded(const QDBusMessage &message)
{
    const QVariantList arguments = message.arguments();
    if (!m_name.isEmpty() || message.signature() != "oa{sa{sv}}"_L1)
        return;
    const auto interfaces = qdbus_cast<QMap<QString, QVariantMap>>(arguments[1]);
    if (isOurs(interfaces.value(phosphor::LogEntryInterface)))
        m_name = arguments[0].value<QDBusObjectPath>().path();
}

/// Others log at the same time, and the image's own monitor the same error of another unit.
bool AddedEntry::isOurs(const QVariantMap &entry) const
{
    // The releases that do not answer with the name keep the data as a list.
    const QStringList data = entry.value(u"AdditionalData"_s).toStringList();
    return entry.value(u"Message"_s).toString() == m_error.message
           && std::ranges::all_of(m_error.additionalData, [&](const ErrorDatum &datum) {
                  return data.contains(datum.key + u'=' + datum.value);
              });
}

} // namespace muster::agent
