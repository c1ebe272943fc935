import { css } from "lit";
import { pictureOrMark } from "../../elements/photos.ts";

export const beatStyles = css`
  :host {
    display: grid;
    justify-items: start;
    gap: 12px;
  }
  .picture {
    ${pictureOrMark};
  }
  .picture lbl-map {
    inline-size: 100%;
  }
  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .score {
    font-size: 1.125em;
    font-weight: 700;
  }
  .tables {
    display: flex;
    flex-wrap: wrap;
    gap: 20px 32px;
    max-inline-size: 100%;
  }
  .missed {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .missed li {
    inline-size: 64px;
    font-size: 0.75em;
    text-align: center;
  }
`;
