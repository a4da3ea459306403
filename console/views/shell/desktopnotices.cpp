// SPDX-License-Identifier: Apache-2.0
#include "console/views/shell/desktopnotices.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr auto NoticeService = "org.freedesktop.Notifications"_L1;
constexpr auto NoticePath = "/org/freedesktop/Notifications"_L1;
constexpr auto ByClick = "default"_L1; ///< the notice as a whole
constexpr int AsTheDesktopLikes = -1; ///< how long it is shown

} // namespace

DesktopNotices::DesktopNotices(const QDBusConnection &bus, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
{
    m_bus.connect(NoticeService, NoticePath, NoticeService, u"ActionInvoked"_s, this,
                  SLOT(takeAction(uint, QString)));
}

void DesktopNotices::show(const QString &title, const QString &text)
{
    QDBusMessage notify =
        QDBusMessage::createMethodCall(NoticeService, NoticePath, NoticeService, u"Notify"_s);
    //: button of a notice of the desktop: shows the failure
    const QStringList actions{ByClick, tr("Show")};
    const QVariantMap hints{{u"desktop-entry"_s, u"muster"_s}, {u"urgency"_s, QVariant::fromValue(uchar(1))}};
    // The desktop takes the text for markup.
    notify << u"Muster"_s << m_shown << u"muster"_s << title << text.toHtmlEscaped() << actions << hints
           << AsTheDesktopLikes;
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(notify), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<uint> shown = *watcher;
        m_shown = shown.isError() ? 0 : shown.value();
        watcher->deleteLater();
    });
}

void DesktopNotices::takeAction(uint id, const QString &action)
{
    if (id == m_shown && id != 0 && action == ByClick)
        Q_EMIT clicked();
}

} // namespace muster::console
