// SPDX-License-Identifier: Apache-2.0
#include "console/views/text/ageticker.h"

#include <QEvent>
#include <QWidget>

#include <chrono>

namespace muster::console {

AgeTicker::AgeTicker(QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(std::chrono::seconds(1));
    m_timer.setTimerType(Qt::CoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, &AgeTicker::ticked);
}

void AgeTicker::repaint(QWidget *widget)
{
    widget->installEventFilter(this);
    connect(this, &AgeTicker::ticked, widget, [widget] {
        if (widget->isVisible())
            widget->update();
    });
    connect(widget, &QObject::destroyed, this, [this](QObject *gone) { setVisible(gone, false); });
    setVisible(widget, widget->isVisible());
}

bool AgeTicker::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show)
        setVisible(watched, true);
    else if (event->type() == QEvent::Hide)
        setVisible(watched, false);
    return false;
}

void AgeTicker::setVisible(QObject *widget, bool isVisible)
{
    if (isVisible)
        m_visible.insert(widget);
    else
        m_visible.remove(widget);
    if (m_visible.isEmpty())
        m_timer.stop();
    else if (!m_timer.isActive())
        m_timer.start();
}

} // namespace muster::console
