// SPDX-License-Identifier: Apache-2.0
#include "console/views/shell/trayicon.h"

#include "console/views/theme/theme.h"
#include "console/views/viewsettings.h"

#include <QAction>
#include <QPainter>

#include <array>

using namespace Qt::StringLiterals;

namespace muster::console {

TrayIcon::TrayIcon(const ViewParts &parts, FailureWatch &watch, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_watch(watch)
    , m_failures(new QAction(this))
    , m_notices(QDBusConnection::sessionBus())
{
    connect(m_menu.addAction(tr("Open Muster")), &QAction::triggered, this, &TrayIcon::windowWanted);
    m_menu.addAction(m_failures);
    connect(m_failures, &QAction::triggered, this, [this] { Q_EMIT failureWanted({}); });
    m_menu.addSeparator();
    connect(m_menu.addAction(tr("Quit")), &QAction::triggered, this, &TrayIcon::quitWanted);
    m_icon.setContextMenu(&m_menu);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason != QSystemTrayIcon::Context)
            Q_EMIT windowWanted();
    });
    const auto showNoticed = [this] { Q_EMIT failureWanted(m_noticed); };
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, showNoticed);
    connect(&m_notices, &DesktopNotices::clicked, this, showNoticed);
    connect(&watch, &FailureWatch::countsChanged, this, &TrayIcon::showCounts);
    connect(&watch, &FailureWatch::noticed, this, &TrayIcon::notify);
    connect(&parts.theme, &Theme::changed, this, &TrayIcon::showCounts);
    showCounts();
}

void TrayIcon::applySettings()
{
    // A desktop may get a tray later; nothing is said where there is none.
    m_icon.setVisible(m_parts.settings.flag(u"tray"_s, true) && QSystemTrayIcon::isSystemTrayAvailable());
}

bool TrayIcon::canHoldWindow() const
{
    return isShown() && m_parts.settings.flag(u"keepInTray"_s, false);
}

bool TrayIcon::isShown() const
{
    return m_icon.isVisible();
}

QIcon TrayIcon::icon(int count) const
{
    const QIcon plain(u":/muster/muster.svg"_s);
    if (count == 0)
        return plain;
    QIcon icon;
    for (const int size : std::array{16, 22, 24, 32, 48, 64}) {
        QPixmap picture = plain.pixmap(QSize(size, size), 1.0);
        QPainter painter(&picture);
        painter.setRenderHint(QPainter::Antialiasing);
        const QString text = count > MostShown ? u"%1+"_s.arg(MostShown) : QString::number(count);
        QFont font = m_parts.theme.boldFont();
        font.setPixelSize(std::max(8, size * 9 / 20));
        const int height = std::max(10, size * 11 / 20);
        const int width =
            std::min(size, std::max(height, QFontMetrics(font).horizontalAdvance(text) + size / 5));
        const QRect pill(size - width, size - height, width, height);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_parts.theme.colour(Colour::CriticalText));
        painter.drawRoundedRect(pill, height / 2.0, height / 2.0);
        painter.setFont(font);
        painter.setPen(m_parts.theme.colour(Colour::Panel));
        painter.drawText(pill, Qt::AlignCenter, text);
        painter.end();
        icon.addPixmap(picture);
    }
    return icon;
}

void TrayIcon::showCounts()
{
    const int unseen = m_watch.counts().unseen;
    m_icon.setIcon(icon(unseen));
    //: of the icon in the tray
    m_icon.setToolTip(unseen > 0 ? tr("Muster: %n failures not acknowledged", nullptr, unseen)
                                 //: of the icon in the tray; it is the program's name
                                 : tr("Muster"));
    //: item of a menu: shows the failures; %1 is the number of those that nobody has acknowledged
    m_failures->setText(unseen > 0 ? tr("Failures (%1)").arg(unseen) : tr("Failures"));
    applySettings();
}

void TrayIcon::notify(const FailureWatch::Notice &notice)
{
    if (!m_parts.settings.flag(u"notify"_s, true))
        return;
    m_noticed = notice.subject;
    if (isShown() && QSystemTrayIcon::supportsMessages())
        m_icon.showMessage(notice.title, notice.text, QIcon(u":/muster/muster.svg"_s));
    else
        m_notices.show(notice.title, notice.text);
}

} // namespace muster::console
