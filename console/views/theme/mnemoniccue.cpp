// SPDX-License-Identifier: Apache-2.0
#include "console/views/theme/mnemoniccue.h"

#include <QApplication>
#include <QKeyEvent>
#include <QWidget>

namespace muster::console {

bool MnemonicCue::eventFilter(QObject * /*watched*/, QEvent *event)
{
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::KeyRelease;
    if (isKey && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Alt)
        setShown(event->type() == QEvent::KeyPress);
    else if (event->type() == QEvent::WindowDeactivate) // Alt is let go elsewhere.
        setShown(false);
    return false;
}

void MnemonicCue::setShown(bool isShown)
{
    if (std::exchange(m_isShown, isShown) == isShown)
        return;
    const QWidgetList widgets = QApplication::allWidgets();
    for (QWidget *widget : widgets) {
        if (widget->isVisible())
            widget->update();
    }
}

} // namespace muster::console
