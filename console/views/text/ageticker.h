// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QSet>
#include <QTimer>

class QWidget;

namespace muster::console {

/// The one timer that makes shown ages grow. Runs only while somebody who shows ages can be seen.
class AgeTicker : public QObject
{
    Q_OBJECT
public:
    explicit AgeTicker(QObject *parent = nullptr);

    /// Repaints the widget every second while it is visible; listen to ticked() for more than that.
    void repaint(QWidget *widget);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void ticked();

private:
    void setVisible(QObject *widget, bool isVisible);

    QTimer m_timer;
    QSet<const QObject *> m_visible;
};

} // namespace muster::console
