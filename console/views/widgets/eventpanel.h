// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/viewparts.h"
#include "shared/model/words.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QPushButton;

namespace muster::console {

class TablePanel;

/// Events as they happen: filtered by text, severity, topic and node; follows the newest until one scrolls
/// up.
class EventPanel : public QWidget
{
    Q_OBJECT
public:
    /// @param nodeIds of these nodes only; all when empty
    EventPanel(const ViewParts &parts, const QString &name, const QStringList &nodeIds = {},
               QWidget *parent = nullptr);

    void setNodes(const QStringList &nodeIds);
    [[nodiscard]] bool isFollowing() const;
    [[nodiscard]] int newEvents() const { return m_new; } ///< that came since one scrolled up
    [[nodiscard]] TablePanel &table() { return *m_table; }

private:
    void buildTools(bool hasNodes);
    void fillNodes();
    void applyConditions();
    [[nodiscard]] bool isChosen() const; ///< by severity, topic or node
    [[nodiscard]] bool hasEvents() const;
    void showAll();
    void showEmptyText();
    void setFollowing(bool isFollowing);
    void take(int count);
    void scrolled();

    const ViewParts m_parts;
    TablePanel *m_table;
    QComboBox *m_severity;
    QComboBox *m_topic;
    QComboBox *m_node;
    QPushButton *m_follow;
    QPushButton *m_newest;
    QStringList m_nodeIds;
    int m_new = 0;
    bool m_isScrolling = false; ///< by ourselves, not by the person
};

} // namespace muster::console
