// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/viewparts.h"

#include <QWidget>

class QMenu;
class QPushButton;

namespace muster::console {

class IconButton;
class Label;

/// The top: name, the fleet in numbers, find or do anything, what runs, menu.
class TopBar : public QWidget
{
    Q_OBJECT
public:
    explicit TopBar(const ViewParts &parts, QWidget *parent = nullptr);

    void setRunning(int jobs);
    void setCanShowEvidence(bool canShow);
    void setCanGoBack(bool canGoBack);
    [[nodiscard]] QMenu &menu() { return *m_menu; }

Q_SIGNALS:
    void backWanted();
    void searchWanted();
    void jobsWanted();
    void evidenceWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showState();

    const ViewParts m_parts;
    IconButton *m_back;
    Label *m_name;
    Label *m_summary;
    QWidget *m_search;
    QPushButton *m_running;
    IconButton *m_evidence;
    QMenu *m_menu;
};

} // namespace muster::console
