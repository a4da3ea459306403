// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/place.h"
#include "console/views/viewparts.h"

#include <QHash>
#include <QList>
#include <QStackedWidget>

namespace muster::console {

class Page;

/// The middle: one page for each kind of place, made when first needed, and the way back.
class PageStack : public QStackedWidget
{
    Q_OBJECT
public:
    static constexpr qsizetype MaxBack = 50;

    explicit PageStack(const ViewParts &parts, QWidget *parent = nullptr);

    void open(const Place &place);
    void back();
    [[nodiscard]] const Place &place() const { return m_place; }
    [[nodiscard]] bool canGoBack() const { return !m_past.isEmpty(); }
    [[nodiscard]] Page *page() const;

Q_SIGNALS:
    void placeChanged(const muster::console::Place &place);
    void pageMade(muster::console::Page *page);

private:
    void show(const Place &place);
    [[nodiscard]] Page *pageFor(Place::Page kind);
    [[nodiscard]] Page *make(Place::Page kind);
    void followName(const QString &from, const QString &to); ///< of a system
    void leaveWhatIsGone();
    [[nodiscard]] bool exists(const Place &place) const;

    const ViewParts m_parts;
    QHash<Place::Page, Page *> m_pages;
    QList<Place> m_past;
    Place m_place;
};

} // namespace muster::console
