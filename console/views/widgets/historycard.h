// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/history/facethistoryloader.h"
#include "console/views/viewparts.h"
#include "console/views/widgets/card.h"

class QComboBox;

namespace muster::console {

class HistoryStrip;
class Label;

/// The history of the state of a system or node: how long back, the strips, and what is picked in words.
class HistoryCard : public Card
{
    Q_OBJECT
public:
    explicit HistoryCard(const ViewParts &parts, QWidget *parent = nullptr);

    /// @param isWhole of the members of a system, their state as one; else of one node
    void setSubject(const QStringList &nodeIds, bool isWhole);

private:
    void load();
    void showLines();
    void showPicked();
    [[nodiscard]] std::chrono::minutes length() const;

    const ViewParts m_parts;
    FacetHistoryLoader m_loader;
    QStringList m_nodeIds;
    bool m_isWhole = false;
    Timestamp m_drawnAt{};
    QComboBox *m_length;
    HistoryStrip *m_strip;
    Label *m_words;
};

} // namespace muster::console
